namespace MuBench.Datasets.Release;

/// <summary>A file of a release.</summary>
/// <param name="Name">Its name in the release's folder.</param>
/// <param name="Sha256">SHA-256 of the whole file, lower-case hex.</param>
public sealed record ReleaseFile(string Name, string Sha256);
