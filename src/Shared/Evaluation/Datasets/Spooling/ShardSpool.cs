using System.Collections.Concurrent;
using MuBench.Storage.Disk;

namespace MuBench.Datasets.Spooling;

/// <summary>The copies of one shard's images: single ones at first, and all that the run may read once enough of them were wanted.</summary>
/// <param name="file">Where copies are kept.</param>
/// <param name="selected">The images that the run may read.</param>
internal sealed class ShardSpool(SpoolFile file, IReadOnlyList<ImageRange> selected) : IDisposable
{
    /// <summary>
    /// The share of a shard's images from which on the rest is read as well. A run that stops before that reads little more than it asks about; one that
    /// goes on has made few requests for single images.
    /// </summary>
    private const double WorthWhole = 1.0 / 16;

    /// <summary>How many images each request must bring for the rest to be read.</summary>
    private const int MinImagesOfRequest = 4;

    private readonly SemaphoreSlim _gate = new(1); // models that want the same images read them once
    private readonly ConcurrentDictionary<int, ReadOnlyMemory<byte>> _kept = new();
    private readonly HashSet<int> _wanted = [];

    /// <summary>Reads images.</summary>
    /// <param name="wanted">Where they are.</param>
    /// <param name="read">Reads from the pack at an offset.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<ShardImages> ReadAsync(IReadOnlyList<ImageRange> wanted, Func<long, Memory<byte>, Task> read, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _wanted.UnionWith(wanted.Select(RowOf));
            var missing = Missing(wanted);
            if (missing.Count > 0)
                await Task.WhenAll(RangesOf(missing).Select(range => KeepAsync(range, read))).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        return await ShardImages.ReadAsync(
            [.. ImageRange.Of(Missing(wanted)).Select(range => (range, (Func<Memory<byte>, Task>)(bytes => read(range.Offset, bytes))))], _kept).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    // What is wanted, or all of the shard that the run may read.
    private IReadOnlyList<ImageRange> RangesOf(List<ImageRange> missing)
    {
        if (_wanted.Count < WorthWhole * selected.Count)
            return ImageRange.Of(missing);
        var rest = Missing(selected);
        var all = ImageRange.Of(rest);
        return rest.Count < MinImagesOfRequest * all.Count ? ImageRange.Of(missing) : all;
    }

    private async Task KeepAsync(ImageRange range, Func<long, Memory<byte>, Task> read)
    {
        if (!file.TryTake(checked((int)range.Length), out var memory))
            return;
        await read(range.Offset, memory).ConfigureAwait(false);
        foreach (var (row, offset, end) in range.Images)
            _kept[row] = memory[(int)(offset - range.Offset)..(int)(end - range.Offset)];
    }

    private List<ImageRange> Missing(IReadOnlyList<ImageRange> images) => [.. images.Where(image => !_kept.ContainsKey(RowOf(image)))];

    private static int RowOf(ImageRange image) => image.Images[0].Row;
}
