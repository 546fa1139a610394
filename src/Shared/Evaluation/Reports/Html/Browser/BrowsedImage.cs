namespace MuBench.Reports.Html.Browser;

/// <summary>A thumbnail: the bytes of a WebP file, or why there is none.</summary>
/// <param name="WebP">The file; null if the image cannot be shown.</param>
/// <param name="Fault">Why it cannot be shown, as text; null if it can.</param>
internal sealed record BrowsedImage(byte[]? WebP, string? Fault = null);
