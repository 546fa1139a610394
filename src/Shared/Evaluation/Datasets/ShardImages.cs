using System.Buffers;
using System.Collections.Concurrent;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets;

/// <summary>Encoded images of items of a shard, or of several, in one pooled buffer. Safe for concurrent use until disposed.</summary>
public sealed class ShardImages : IDisposable
{
    // Below this share of wanted bytes in the range, separate reads are cheaper than reading what is not wanted.
    private const double WorthOneRead = 0.5;

    // Neighbours closer than this are still read together: a read has its own cost.
    private const int SmallGap = 64 << 10;

    private readonly Dictionary<int, int> _places;
    private readonly ConcurrentDictionary<(int Row, int Part), bool> _verified = new();
    private byte[]? _buffer;

    private ShardImages(byte[] buffer, Dictionary<int, int> places)
    {
        _buffer = buffer;
        _places = places;
    }

    /// <summary>The encoded bytes of an image of an item that was asked for, valid until this is disposed. Its SHA-256 is verified once.</summary>
    /// <param name="image">The item.</param>
    /// <param name="part">Which of its images, from 0.</param>
    /// <exception cref="BrokenImageException">The bytes are not those that were imported.</exception>
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
        // Not returned to the pool on a fault: another read may still be writing into it.
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

        await Task.WhenAll(pending);
        return new ShardImages(buffer, places);
    }

    /// <summary>One read of the whole range, or one per group of near neighbours.</summary>
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
