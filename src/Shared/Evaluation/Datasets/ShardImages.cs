using System.Buffers;
using System.Collections.Concurrent;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets;

/// <summary>Encoded images of items of one or several shards, in one pooled buffer. Safe for concurrent use until disposed.</summary>
internal sealed class ShardImages : IDisposable
{
    // If a smaller share of the bytes in the range is wanted, separate reads are cheaper than one read.
    private const double WorthOneRead = 0.5;

    // Images with a smaller gap between them are read together: each read has a fixed cost.
    private const int SmallGap = 64 << 10;

    private readonly Dictionary<int, int> _places;
    private readonly ConcurrentDictionary<(int Row, int Part), bool> _verified = new();
    private byte[]? _buffer;

    private ShardImages(byte[] buffer, Dictionary<int, int> places)
    {
        _buffer = buffer;
        _places = places;
    }

    /// <summary>The encoded bytes of an image of a requested item, valid until this is disposed. The SHA-256 is verified once.</summary>
    /// <param name="image">The item.</param>
    /// <param name="part">Index of the image in the item, from 0.</param>
    /// <exception cref="BrokenImageException">The bytes differ from those that were imported.</exception>
    public ReadOnlyMemory<byte> BytesOf(ImageRecord image, int part = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        if (!_places.TryGetValue(image.Row, out var position))
            throw new ArgumentException($"The image of row {image.Row} was not among those that were read.", nameof(image));
        var (offset, length, sha256) = image.Parts[part];
        var bytes = _buffer.AsMemory(position + (int)(offset - image.Offset), length);
        if (!_verified.GetOrAdd((image.Row, part), _ => Hashing.Sha256(bytes.Span) == sha256))
            throw new BrokenImageException(image, part);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    internal static async Task<ShardImages> ReadAsync(
        IArtifactStore store, IReadOnlyList<(StorePath Pack, IReadOnlyList<ImageRecord> Images)> wanted, CancellationToken cancellationToken)
    {
        var reads = wanted
            .SelectMany(shard => Plan([.. shard.Images.DistinctBy(image => image.Row).OrderBy(image => image.Offset)])
                .Select(read => (shard.Pack, read.Offset, read.Length, read.Images)))
            .ToList();
        // After a fault the buffer is not returned to the pool: another read may still be writing into it.
        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)reads.Sum(read => read.Length)));
        var places = new Dictionary<int, int>();
        var pending = new List<Task>(reads.Count);
        var position = 0;
        foreach (var read in reads)
        {
            foreach (var image in read.Images)
                places[image.Row] = position + (int)(image.Offset - read.Offset);
            pending.Add(store.ReadRangeAsync(read.Pack, read.Offset, buffer.AsMemory(position, (int)read.Length), cancellationToken));
            position += (int)read.Length;
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
        return new ShardImages(buffer, places);
    }

    /// <summary>One read of the whole range, or one per group of close neighbours.</summary>
    private static List<(long Offset, long Length, IReadOnlyList<ImageRecord> Images)> Plan(IReadOnlyList<ImageRecord> ordered)
    {
        if (ordered.Count == 0)
            return [];
        var range = ordered[^1].End - ordered[0].Offset;
        var gap = ordered.Sum(image => image.End - image.Offset) >= WorthOneRead * range ? long.MaxValue : SmallGap;
        var reads = new List<(long, long, IReadOnlyList<ImageRecord>)>();
        var group = new List<ImageRecord>();
        foreach (var image in ordered)
        {
            if (group.Count > 0 && image.Offset - group[^1].End > gap)
                Close();
            group.Add(image);
        }

        Close();
        return reads;

        void Close()
        {
            reads.Add((group[0].Offset, group[^1].End - group[0].Offset, [.. group]));
            group.Clear();
        }
    }
}
