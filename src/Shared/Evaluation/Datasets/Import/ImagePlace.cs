namespace MuBench.Datasets.Import;

/// <summary>The place of an item's images in the store.</summary>
/// <param name="Pack">Name of the pack.</param>
/// <param name="First">The first image.</param>
/// <param name="Further">The images after it; null for an item of one image.</param>
/// <param name="Bits">Bits per sample of the deepest image if that is more than 8; else null.</param>
internal readonly record struct ImagePlace(string Pack, ImagePart First, IReadOnlyList<ImagePart>? Further = null, int? Bits = null);
