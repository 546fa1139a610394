using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Reports.Html.Browser;
using MuBench.Storage;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>The images of a shard's items, small.</summary>
internal static class Thumbnails
{
    /// <summary>Longest side in pixels.</summary>
    public const int Side = 112;

    /// <summary>Makes the thumbnails, by row. An image that cannot be read or decoded says why in its place: a report is whole without it.</summary>
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
            // Whatever it is: everything has been paid for, and the reader sees the reason in the image's place.
            return new BrowsedImage(null, fault.Message);
        }
    }
}
