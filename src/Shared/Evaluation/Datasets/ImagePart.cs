namespace MuBench.Datasets;

/// <summary>One image of an item.</summary>
/// <param name="Offset">Offset of the encoded image in its pack.</param>
/// <param name="Length">Length of the encoded image in bytes.</param>
/// <param name="Sha256">SHA-256 of the encoded image, lower-case hex.</param>
internal sealed record ImagePart(long Offset, int Length, string Sha256);
