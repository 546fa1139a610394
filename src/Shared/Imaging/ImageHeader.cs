namespace MuBench.Imaging;

/// <summary>Format and size of an encoded image, as its header gives them.</summary>
/// <param name="Codec">One of <see cref="ImageCodecs"/>.</param>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
public readonly record struct ImageHeader(string Codec, int Width, int Height);
