namespace MuBench.Manifests;

/// <summary>The inputs of a model key that are not in the model's entry of the manifest.</summary>
/// <param name="SourceSha256">Content hash of a contrastive model's folder; null for other kinds.</param>
/// <param name="Seed">The benchmark's seed.</param>
/// <param name="DatasetRevision">Revision of the dataset.</param>
/// <param name="RunId">The run's id.</param>
/// <param name="Control">One of <see cref="Controls"/> if the key is for a control; else null.</param>
internal sealed record ModelKeyContext(string? SourceSha256, int Seed, string DatasetRevision, string RunId, string? Control = null);
