namespace MuBench.Datasets;

/// <summary>A file that holds image bytes.</summary>
/// <param name="Name">File name under <c>packs/</c>.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the whole file, lower-case hex.</param>
public sealed record PackInfo(string Name, long Length, string Sha256);
