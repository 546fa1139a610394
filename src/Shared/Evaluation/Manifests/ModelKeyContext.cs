namespace MuBench.Manifests;

/// <summary>What a model key takes from outside the model's entry in the manifest.</summary>
/// <param name="SourceSha256">Content hash of a contrastive model's folder; null for other kinds.</param>
/// <param name="Seed">The benchmark's seed.</param>
/// <param name="DatasetRevision">Revision of the dataset.</param>
/// <param name="RunId">The run's id.</param>
/// <param name="Control">One of <see cref="Controls"/>, where the model is asked in another way than the official one; null else.</param>
public sealed record ModelKeyContext(string? SourceSha256, int Seed, string DatasetRevision, string RunId, string? Control = null);
