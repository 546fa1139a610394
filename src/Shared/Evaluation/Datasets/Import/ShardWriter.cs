using System.IO.Compression;
using System.Text.Json;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets.Import;

/// <summary>
/// Cuts the rows into shards and writes the index of each. A shard ends at its maximum number of images, where the next
/// image lies in another pack, or where its byte range would be too large for one read.
/// </summary>
/// <remarks>One shard is compressed and written while the next one is gathered, because a store may flush each to the disk.</remarks>
internal sealed class ShardWriter(ImportTarget target, string dataset) : IAsyncDisposable
{
    private readonly List<ImageRecord> _images = [];
    private readonly List<ShardInfo> _shards = [];
    private string _pack = "";
    private Task _writing = Task.CompletedTask;

    /// <summary>Maximum number of images of a shard.</summary>
    public const int MaxImages = 64;

    /// <summary>Maximum size of a shard's byte range, unless one image alone is larger.</summary>
    public const long MaxRange = 64 << 20;

    public IReadOnlyList<ShardInfo> Shards => _shards;

    public async ValueTask AddAsync(ImageRecord image, string pack, CancellationToken cancellationToken)
    {
        if (_images.Count > 0 && (pack != _pack || _images.Count == MaxImages || RangeWith(image) > MaxRange))
            await CloseShardAsync(cancellationToken).ConfigureAwait(false);
        _pack = pack;
        _images.Add(image);
    }

    /// <summary>Writes the shard in progress. Call it after the last image.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_images.Count > 0)
            await CloseShardAsync(cancellationToken).ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }

    /// <summary>Waits for a write that is still open because the import failed elsewhere.</summary>
    public async ValueTask DisposeAsync() =>
        await _writing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);

    private async Task CloseShardAsync(CancellationToken cancellationToken)
    {
        var index = ToLines(_images);
        var tally = new DatasetTally();
        _images.ForEach(tally.Add);
        var shard = new ShardInfo
        {
            Index = _shards.Count,
            Pack = _pack,
            Offset = _images[0].Offset,
            Length = RangeWith(_images[^1]),
            FirstRow = _images[0].Row,
            Images = _images.Count,
            Questions = tally.Questions,
            Sha256 = Hashing.Sha256(index.Span),
        };
        _shards.Add(shard);
        _images.Clear();
        await _writing.ConfigureAwait(false);
        _writing = Task.Run(
            () => target.WriteAsync(StoreLayout.Shard(dataset, shard.Index), Compress(index.Span), cancellationToken), cancellationToken);
    }

    private static ReadOnlyMemory<byte> ToLines(List<ImageRecord> images)
    {
        var lines = new MemoryStream();
        foreach (var image in images)
        {
            JsonSerializer.Serialize(lines, image, DatasetJsonContext.Default.ImageRecord);
            lines.WriteByte((byte)'\n');
        }

        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }

    private long RangeWith(ImageRecord last) => last.End - _images[0].Offset;

    private static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
