namespace MuBench.Storage;

/// <summary>A small document as it was at one moment.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Tag">Stands for that content: what <see cref="IArtifactStore.TryReplaceAsync"/> wants to see unchanged.</param>
public sealed record StoreVersion(byte[] Content, string Tag);
