using MuBench.Datasets;
using MuBench.Imaging.Display;
using MuBench.Reports.Html.Browser;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>Thumbnails that this process has made, by the content of their images. Safe for concurrent use.</summary>
internal sealed class ThumbnailMemory
{
    // The thumbnails of one page are at most about 1 MB.
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly RecentItems<(string Sha256, DisplayRule? Display, int Side), BrowsedImage> _made = new(MaxBytes);

    /// <summary>Gives the thumbnails of an item; null if one of them is not kept.</summary>
    public IReadOnlyList<BrowsedImage>? TryGet(ImageRecord image, int side)
    {
        var made = image.Parts.Select(part => _made.TryGet((part.Sha256, image.Display, side))).ToList();
        return made.Contains(null) ? null : [.. made.OfType<BrowsedImage>()];
    }

    /// <summary>Keeps the thumbnails of an item, without those that could not be made.</summary>
    public void Keep(ImageRecord image, int side, IReadOnlyList<BrowsedImage> thumbnails)
    {
        foreach (var (part, thumbnail) in image.Parts.Zip(thumbnails))
        {
            if (thumbnail is { WebP: { } webP, Full: null })
                _made.Keep((part.Sha256, image.Display, side), thumbnail, webP.Length);
        }
    }
}
