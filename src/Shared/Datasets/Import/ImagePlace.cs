namespace MuBench.Datasets.Import;

/// <summary>Where an image lies in the store.</summary>
/// <param name="Pack">Name of the pack.</param>
/// <param name="Offset">Offset in the pack.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Sha256">SHA-256 of those bytes, lower-case hex.</param>
internal readonly record struct ImagePlace(string Pack, long Offset, int Length, string Sha256);
