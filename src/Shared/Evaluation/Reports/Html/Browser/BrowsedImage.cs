namespace MuBench.Reports.Html.Browser;

/// <summary>A thumbnail: the bytes of a WebP file, or why there is none.</summary>
/// <param name="WebP">The file; null if the image cannot be shown.</param>
/// <param name="Fault">Why it cannot be shown, as text; null if it can.</param>
internal sealed record BrowsedImage(byte[]? WebP, string? Fault = null)
{
    /// <summary>Width of the image itself in pixels; 0 if it cannot be shown.</summary>
    public int Width { get; init; }

    /// <summary>Height of the image itself in pixels; 0 if it cannot be shown.</summary>
    public int Height { get; init; }

    /// <summary>The image at full size, in a format that browsers show; null unless it was asked for.</summary>
    public FullImage? Full { get; init; }
}
