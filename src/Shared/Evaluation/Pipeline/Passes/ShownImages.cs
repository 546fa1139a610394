using MuBench.Datasets;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Passes;

/// <summary>The assignment of shown images to the images of a run, and the places of their bytes.</summary>
internal sealed class ShownImages
{
    private readonly IReadOnlyDictionary<int, int> _rows;
    private readonly Dictionary<int, (int Shard, ImageRecord Image)> _images;

    private ShownImages(IReadOnlyDictionary<int, int> rows, Dictionary<int, (int, ImageRecord)> images) => (_rows, _images) = (rows, images);

    /// <summary>The image shown in place of <paramref name="image"/>; it has no questions and captions.</summary>
    public ImageRecord Of(ImageRecord image) => _images[_rows[image.Row]].Image;

    /// <summary>The row of the image that is shown in place of a row's own.</summary>
    public int RowOf(int row) => _rows[row];

    /// <summary>The dataset's shard that contains an image.</summary>
    public int ShardOf(ImageRecord image) => _images[image.Row].Shard;

    /// <summary>Reads the run's images from the dataset's index and reassigns them.</summary>
    public static async Task<ShownImages> ReadAsync(RunPlan plan, DatasetReader reader, CancellationToken cancellationToken)
    {
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var images = new Dictionary<int, (int, ImageRecord)>(plan.Images);
        foreach (var shard in plan.Shards)
        {
            foreach (var image in shard.Select(await reader.ReadShardAsync(shard.Index, cancellationToken).ConfigureAwait(false)))
            {
                if (tasks.Of(image).Any())
                    images.Add(image.Row, (shard.Index, PlaceOf(image)));
            }
        }

        var dealt = ImageDerangement.Of(
            [.. images.Values.Select(entry => new RunImage(entry.Item2.Row, entry.Item2.Source, entry.Item2.ContentSha256))], plan.Manifest.Benchmark.Seed);
        return new ShownImages(dealt, images);
    }

    // Only the fields needed to read the bytes: for a whole dataset they stay in memory.
    private static ImageRecord PlaceOf(ImageRecord image) => new()
    {
        Row = image.Row,
        ImageId = image.ImageId,
        Source = image.Source,
        Offset = image.Offset,
        Length = image.Length,
        Sha256 = image.Sha256,
        Further = image.Further,
        Bits = image.Bits,
        Display = image.Display,
        Questions = [],
        Captions = [],
    };
}
