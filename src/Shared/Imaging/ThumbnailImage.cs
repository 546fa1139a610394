namespace MuBench.Imaging;

/// <summary>A thumbnail and the image that it was made of.</summary>
/// <param name="WebP">The thumbnail as a WebP file.</param>
/// <param name="Width">Width of the image itself in pixels.</param>
/// <param name="Height">Height of the image itself in pixels.</param>
/// <param name="Full">The image at full size, in a format that browsers show. The bytes may be those that were given.</param>
/// <param name="MediaType">The media type of <paramref name="Full"/>, such as <c>image/png</c>.</param>
public sealed record ThumbnailImage(byte[] WebP, int Width, int Height, ReadOnlyMemory<byte> Full, string MediaType);
