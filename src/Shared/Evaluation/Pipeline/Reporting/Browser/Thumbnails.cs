using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Reports.Html.Browser;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>Thumbnails of the images of a shard's items.</summary>
internal static class Thumbnails
{
    /// <summary>Longest side in pixels.</summary>
    public const int Side = 112;

    /// <summary>
    /// Makes the thumbnails, by row. An image that cannot be read or decoded is replaced by the reason: the report is
    /// complete without it.
    /// </summary>
    public static async Task<IReadOnlyDictionary<int, IReadOnlyList<BrowsedImage>>> ReadAsync(
        DatasetReader reader, int shard, IReadOnlyList<ImageRecord> images, CancellationToken cancellationToken)
    {
        try
        {
            using var bytes = await reader.ReadImagesAsync(shard, images, cancellationToken).ConfigureAwait(false);
            return images.AsParallel().ToDictionary(image => image.Row, image => Of(bytes, image));
        }
        catch (StoreException fault)
        {
            return images.ToDictionary(image => image.Row, image => (IReadOnlyList<BrowsedImage>)[.. image.Parts.Select(_ => new BrowsedImage(null, fault.Message))]);
        }
    }

    private static IReadOnlyList<BrowsedImage> Of(ShardImages bytes, ImageRecord image) => [.. Enumerable.Range(0, image.PartCount).Select(part => Of(bytes, image, part))];

    private static BrowsedImage Of(ShardImages bytes, ImageRecord image, int part)
    {
        try
        {
            return new BrowsedImage(Thumbnail.WebP(bytes.BytesOf(image, part), image.Parts[part].Sha256, Side, image.Display));
        }
        catch (Exception fault)
        {
            // Any exception is caught: the responses are paid for, and the report shows the reason in place of the image.
            return new BrowsedImage(null, fault.Message);
        }
    }
}
