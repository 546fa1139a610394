using System.Buffers;
using System.Collections.Concurrent;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets;

/// <summary>Encoded images of a shard, or of several, in one pooled buffer. Safe for concurrent use until disposed.</summary>
public sealed class ShardImages : IDisposable
{
    // Below this share of wanted bytes in the range, separate reads are cheaper than reading what is not wanted.
    private const double WorthOneRead = 0.5;

    // Neighbours closer than this are still read together: a read has its own cost.
    private const int SmallGap = 64 << 10;

    private readonly Dictionary<int, (int Position, int Length)> _places;
    private readonly ConcurrentDictionary<int, bool> _verified = new();
    private byte[]? _buffer;

    private ShardImages(byte[] buffer, Dictionary<int, (int Position, int Length)> places)
    {
        _buffer = buffer;
        _places = places;
    }

    /// <summary>The encoded bytes of an image that was asked for, valid until this is disposed. Its SHA-256 is verified once.</summary>
    /// <exception cref="BrokenImageException">The bytes are not those that were imported.</exception>
    public ReadOnlyMemory<byte> BytesOf(ImageRecord image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        if (!_places.TryGetValue(image.Row, out var place))
            throw new ArgumentException($"The image of row {image.Row} was not among those that were read.", nameof(image));
        var bytes = _buffer.AsMemory(place.Position, place.Length);
        if (!_verified.GetOrAdd(image.Row, _ => Hashing.Sha256(bytes.Span) == image.Sha256))
            throw new BrokenImageException(image);
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
        var places = new Dictionary<int, (int, int)>();
        var pending = new List<Task>(reads.Count);
        var position = 0;
        foreach (var read in reads)
        {
            foreach (var image in read.Images)
                places[image.Row] = (position + (int)(image.Offset - read.Offset), image.Length);
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
        var range = EndOf(ordered[^1]) - ordered[0].Offset;
        var gap = ordered.Sum(image => (long)image.Length) >= WorthOneRead * range ? long.MaxValue : SmallGap;
        var reads = new List<(long, long, IReadOnlyList<ImageRecord>)>();
        var group = new List<ImageRecord>();
        foreach (var image in ordered)
        {
            if (group.Count > 0 && image.Offset - EndOf(group[^1]) > gap)
                Close();
            group.Add(image);
        }

        Close();
        return reads;

        void Close()
        {
            reads.Add((group[0].Offset, EndOf(group[^1]) - group[0].Offset, [.. group]));
            group.Clear();
        }
    }

    private static long EndOf(ImageRecord image) => image.Offset + image.Length;
}
