using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Viewing;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>Thumbnails of the images of a shard's items.</summary>
/// <param name="side">Longest side in pixels.</param>
/// <param name="fullSize">Whether the images are also given at full size.</param>
/// <param name="served">The site that serves the images, so that none is read, and the run by whose display rule; null if the page has its images.</param>
/// <param name="memory">The thumbnails that this process has made; null if they are not kept.</param>
internal sealed class Thumbnails(int side, bool fullSize, (ViewSite Site, string RunId)? served = null, ThumbnailMemory? memory = null)
{
    /// <summary>The longest side in pixels of thumbnails of which a page has very many.</summary>
    public const int MinSide = 112;

    /// <summary>The longest side in pixels of thumbnails of which a page has few.</summary>
    public const int MaxSide = 320;

    // The part of a page for thumbnails, and the size of a compressed pixel with some detail, both in bytes.
    private const double Room = 750_000;
    private const double BytesPerPixel = 0.16;

    /// <summary>The longest side in pixels with which a number of images has room in a page.</summary>
    public static int SideFor(int images) => (int)Math.Clamp(Math.Sqrt(Room / Math.Max(1, images) / BytesPerPixel), MinSide, MaxSide);

    /// <summary>
    /// Makes the thumbnails, by row. An image that cannot be read or decoded is replaced by the reason: the report is
    /// complete without it.
    /// </summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<BrowsedImage>>> ReadAsync(
        DatasetReader reader, int shard, IReadOnlyList<ImageRecord> images, CancellationToken cancellationToken)
    {
        if (served is var (site, runId)) return images.ToDictionary(image => image.Row, image => (IReadOnlyList<BrowsedImage>)[.. image.Parts.Select((_, part) => BrowsedImage.Served(site, runId, image.Row, part))]);
        var made = new Dictionary<int, IReadOnlyList<BrowsedImage>>();
        foreach (var image in images)
        {
            if (!fullSize && memory?.TryGet(image, side) is { } kept) made.Add(image.Row, kept);
        }

        if (images.Where(image => !made.ContainsKey(image.Row)).ToList() is not { Count: > 0 } missing)
            return made;
        try
        {
            using var bytes = await reader.ReadImagesAsync(shard, missing, cancellationToken).ConfigureAwait(false);
            foreach (var (image, thumbnails) in missing.AsParallel().Select(image => (image, Of(bytes, image))).ToList())
            {
                memory?.Keep(image, side, thumbnails);
                made.Add(image.Row, thumbnails);
            }
        }
        catch (StoreException fault)
        {
            foreach (var image in missing)
                made.Add(image.Row, [.. image.Parts.Select(_ => new BrowsedImage(null, fault.Message))]);
        }

        return made;
    }

    /// <summary>Makes the thumbnails of an item.</summary>
    public IReadOnlyList<BrowsedImage> Of(ShardImages bytes, ImageRecord image) => [.. Enumerable.Range(0, image.PartCount).Select(part => Of(bytes, image, part))];

    private BrowsedImage Of(ShardImages bytes, ImageRecord image, int part)
    {
        try
        {
            var made = Thumbnail.Of(bytes.BytesOf(image, part), image.Parts[part].Sha256, side, image.Display);
            return new BrowsedImage(made.WebP) { Width = made.Width, Height = made.Height, Full = fullSize ? new FullImage(made.Full.ToArray(), made.MediaType) : null };
        }
        catch (Exception fault)
        {
            // Any exception is caught: the responses are paid for, and the report shows the reason in place of the image.
            return new BrowsedImage(null, fault.Message);
        }
    }
}
