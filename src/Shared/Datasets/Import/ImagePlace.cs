namespace MuBench.Datasets.Import;

/// <summary>Where an item's images lie in the store.</summary>
/// <param name="Pack">Name of the pack.</param>
/// <param name="First">The first image.</param>
/// <param name="Further">The images after it; null for an item of one image.</param>
internal readonly record struct ImagePlace(string Pack, ImagePart First, IReadOnlyList<ImagePart>? Further = null);
