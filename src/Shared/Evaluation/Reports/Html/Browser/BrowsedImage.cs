namespace MuBench.Reports.Html.Browser;

/// <summary>A small image: the bytes of a WebP file, or why there is none.</summary>
/// <param name="WebP">The file; null if the image cannot be shown.</param>
/// <param name="Fault">Why not, in words.</param>
public sealed record BrowsedImage(byte[]? WebP, string? Fault = null);
