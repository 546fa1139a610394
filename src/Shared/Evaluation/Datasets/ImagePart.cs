namespace MuBench.Datasets;

/// <summary>One picture of an item.</summary>
/// <param name="Offset">Offset of the encoded picture in its pack.</param>
/// <param name="Length">Length of the encoded picture in bytes.</param>
/// <param name="Sha256">SHA-256 of the encoded picture, lower-case hex.</param>
public sealed record ImagePart(long Offset, int Length, string Sha256);
