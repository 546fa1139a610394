using System.Buffers;
using System.Collections.Concurrent;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets;

/// <summary>Encoded images of items of one or several shards, in one pooled buffer. Safe for concurrent use until disposed.</summary>
internal sealed class ShardImages : IDisposable
{
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _read;
    private readonly IReadOnlyDictionary<int, ReadOnlyMemory<byte>>? _kept;
    private readonly ConcurrentDictionary<(int Row, int Part), bool> _verified = new();
    private byte[]? _buffer;

    private ShardImages(byte[] buffer, Dictionary<int, ReadOnlyMemory<byte>> read, IReadOnlyDictionary<int, ReadOnlyMemory<byte>>? kept) =>
        (_buffer, _read, _kept) = (buffer, read, kept);

    /// <summary>The encoded bytes of an image of a requested item, valid until this is disposed. The SHA-256 is verified once.</summary>
    /// <param name="image">The item.</param>
    /// <param name="part">Index of the image in the item, from 0.</param>
    /// <exception cref="BrokenImageException">The bytes differ from those that were imported.</exception>
    public ReadOnlyMemory<byte> BytesOf(ImageRecord image, int part = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        if (!_read.TryGetValue(image.Row, out var item) && _kept?.TryGetValue(image.Row, out item) != true)
            throw new ArgumentException($"The image of row {image.Row} was not among those that were read.", nameof(image));
        var (offset, length, sha256) = image.Parts[part];
        var bytes = item.Slice((int)(offset - image.Offset), length);
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

    internal static Task<ShardImages> ReadAsync(
        IArtifactStore store, IReadOnlyList<(StorePath Pack, IReadOnlyList<ImageRecord> Images)> wanted, CancellationToken cancellationToken) => ReadAsync(
        [
            .. wanted.SelectMany(shard => ImageRange.Of([.. shard.Images.DistinctBy(image => image.Row).Select(image => new ImageRange(image))])
                .Select(range => (range, (Func<Memory<byte>, Task>)(bytes => store.ReadRangeAsync(shard.Pack, range.Offset, bytes, cancellationToken))))),
        ]);

    /// <summary>Reads ranges of packs.</summary>
    /// <param name="ranges">The ranges, each with what fills its bytes.</param>
    /// <param name="kept">Images by row that need not be read; null for none.</param>
    internal static async Task<ShardImages> ReadAsync(
        IReadOnlyList<(ImageRange Range, Func<Memory<byte>, Task> Fill)> ranges, IReadOnlyDictionary<int, ReadOnlyMemory<byte>>? kept = null)
    {
        // After a fault the buffer is not returned to the pool: another read may still be writing into it.
        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)ranges.Sum(part => part.Range.Length)));
        var read = new Dictionary<int, ReadOnlyMemory<byte>>();
        var pending = new List<Task>(ranges.Count);
        var position = 0;
        foreach (var (range, fill) in ranges)
        {
            foreach (var (row, offset, end) in range.Images)
                read[row] = buffer.AsMemory(position + (int)(offset - range.Offset), (int)(end - offset));
            pending.Add(fill(buffer.AsMemory(position, (int)range.Length)));
            position += (int)range.Length;
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
        return new ShardImages(buffer, read, kept);
    }
}
