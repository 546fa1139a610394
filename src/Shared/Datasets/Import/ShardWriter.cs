using System.IO.Compression;
using System.Text.Json;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets.Import;

/// <summary>
/// Cuts the rows into shards and writes each one's index. A shard ends where it has its number of images, where
/// the next image lies in another pack, or where its range would be too much to read at once.
/// </summary>
internal sealed class ShardWriter(ImportTarget target, string dataset)
{
    private readonly List<ImageRecord> _images = [];
    private readonly List<ShardInfo> _shards = [];
    private string _pack = "";

    /// <summary>Most images of a shard.</summary>
    public const int MaximumImages = 64;

    /// <summary>Most bytes of a shard's range, unless one image alone is larger.</summary>
    public const long MaximumRange = 64 << 20;

    public IReadOnlyList<ShardInfo> Shards => _shards;

    public async ValueTask AddAsync(ImageRecord image, string pack, CancellationToken cancellationToken)
    {
        if (_images.Count > 0 && (pack != _pack || _images.Count == MaximumImages || RangeWith(image) > MaximumRange))
            await FlushAsync(cancellationToken);
        _pack = pack;
        _images.Add(image);
    }

    /// <summary>Writes the shard in progress. Call it after the last image.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_images.Count == 0)
            return;
        var lines = new MemoryStream();
        foreach (var image in _images)
        {
            JsonSerializer.Serialize(lines, image, MuBenchJsonContext.Default.ImageRecord);
            lines.WriteByte((byte)'\n');
        }

        var index = lines.GetBuffer().AsMemory(0, (int)lines.Length);
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
        await target.WriteAsync(StoreLayout.Shard(dataset, shard.Index), Compress(index.Span), cancellationToken);
        _shards.Add(shard);
        _images.Clear();
    }

    private long RangeWith(ImageRecord last) => last.Offset + last.Length - _images[0].Offset;

    private static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
