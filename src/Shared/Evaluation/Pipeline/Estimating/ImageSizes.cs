using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Models;
using MuBench.Pipeline.Passes;

namespace MuBench.Pipeline.Estimating;

/// <summary>The sizes of a run's images as sent. They are the original sizes, because nothing resizes the images.</summary>
internal sealed class ImageSizes
{
    private readonly Dictionary<int, IReadOnlyList<(int Width, int Height)>?> _sizes = [];

    /// <summary>Reads the images of a shard's questions whose sizes are not known yet.</summary>
    public async Task ReadAsync(
        DatasetReader reader, int shard, PassPrompts prompts, IReadOnlyList<PendingQuestion> questions, CancellationToken cancellationToken)
    {
        var unread = questions.Where(question => question.Shown is { } shown && !_sizes.ContainsKey(shown.Row)).ToList();
        using var images = await prompts.ReadImagesAsync(reader, shard, unread, cancellationToken).ConfigureAwait(false);
        foreach (var image in unread.Select(question => question.Shown!).DistinctBy(image => image.Row))
            _sizes[image.Row] = SizesOf(image, images!);
    }

    /// <summary>The sizes of an item's images; null if one of them is broken.</summary>
    public IReadOnlyList<(int Width, int Height)>? Of(ImageRecord image) => _sizes[image.Row];

    private static (int Width, int Height)[]? SizesOf(ImageRecord image, ShardImages images)
    {
        try
        {
            return [.. Enumerable.Range(0, image.PartCount).Select(part => ImageInspector.Inspect(images.BytesOf(image, part).Span))
                .Select(header => (header.Width, header.Height))];
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            return null; // the caller counts it
        }
    }
}
