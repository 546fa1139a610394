namespace MuBench.Storage;

/// <summary>One version of a small document.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Tag">Identifies the content; <see cref="IArtifactStore.TryReplaceAsync"/> replaces the document only if its tag is still this one.</param>
public sealed record StoreVersion(byte[] Content, string Tag);
