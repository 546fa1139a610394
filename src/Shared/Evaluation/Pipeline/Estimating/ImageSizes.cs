using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Models;
using MuBench.Pipeline.Passes;

namespace MuBench.Pipeline.Estimating;

/// <summary>The sizes of a run's images as they are sent: of their own bytes, since nothing resizes them on the way.</summary>
internal sealed class ImageSizes
{
    private readonly Dictionary<int, IReadOnlyList<(int Width, int Height)>?> _sizes = [];

    /// <summary>Reads the images that questions of a shard show, as far as they are not known.</summary>
    public async Task ReadAsync(
        DatasetReader reader, int shard, PassPrompts forms, IReadOnlyList<PendingQuestion> questions, CancellationToken cancellationToken)
    {
        var unread = questions.Where(question => question.Shown is { } shown && !_sizes.ContainsKey(shown.Row)).ToList();
        using var images = await forms.ReadImagesAsync(reader, shard, unread, cancellationToken).ConfigureAwait(false);
        foreach (var image in unread.Select(question => question.Shown!).DistinctBy(image => image.Row))
            _sizes[image.Row] = SizesOf(image, images!);
    }

    /// <summary>The sizes of an item's images; null where one of them is broken.</summary>
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
            return null; // counted by the caller
        }
    }
}
