using MuBench.Reports.Html.Viewing;

namespace MuBench.Reports.Html.Browser;

/// <summary>A thumbnail: the bytes of a WebP file, or why there is none.</summary>
/// <param name="WebP">The file; null if the image cannot be shown.</param>
/// <param name="Fault">Why it cannot be shown, as text; null if it can.</param>
internal sealed record BrowsedImage(byte[]? WebP, string? Fault = null)
{
    /// <summary>The address at which a server has the thumbnail; null if the page has it itself.</summary>
    public string? Address { get; init; }

    /// <summary>The address at which a server has the image at full size; null if there is none.</summary>
    public string? FullAddress { get; init; }

    /// <summary>An image that a site serves.</summary>
    /// <param name="site">The site.</param>
    /// <param name="runId">The run by whose display rule it is shown.</param>
    /// <param name="row">The row of the dataset.</param>
    /// <param name="part">Index of the image in the row's item.</param>
    public static BrowsedImage Served(ViewSite site, string runId, int row, int part)
    {
        var place = $"{Uri.EscapeDataString(runId)}/{row}/{part}";
        return new BrowsedImage(WebP: null) { Address = site.Root + "/thumbnails/" + place, FullAddress = site.Root + "/images/" + place };
    }

    /// <summary>Width of the image itself in pixels; 0 if it cannot be shown.</summary>
    public int Width { get; init; }

    /// <summary>Height of the image itself in pixels; 0 if it cannot be shown.</summary>
    public int Height { get; init; }

    /// <summary>The image at full size, in a format that browsers show; null unless it was asked for.</summary>
    public FullImage? Full { get; init; }
}
