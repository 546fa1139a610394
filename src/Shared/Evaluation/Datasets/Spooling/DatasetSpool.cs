using System.Collections.Concurrent;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Datasets.Spooling;

/// <summary>
/// Keeps copies of what a run in waves has read from a remote store: its waves take single images of many shards, and every model of the run reads the same
/// ones. Safe for concurrent use.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="file">Where copies are kept.</param>
/// <param name="selected">The rows that the run may read of each shard; null for all of them.</param>
internal sealed class DatasetSpool(IArtifactStore store, SpoolFile file, IReadOnlyDictionary<int, IReadOnlySet<int>?> selected) : IDisposable
{
    private readonly ConcurrentDictionary<int, ShardSpool> _shards = new();
    private readonly ConcurrentDictionary<int, ReadOnlyMemory<byte>> _indexes = new();

    /// <summary>The compressed index of a shard; null if there is none.</summary>
    public async Task<byte[]?> TryReadIndexAsync(int shard, StorePath path, CancellationToken cancellationToken)
    {
        if (_indexes.TryGetValue(shard, out var kept))
            return kept.ToArray();
        var content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (content is not null && file.TryTake(content.Length, out var memory))
        {
            content.CopyTo(memory);
            _indexes[shard] = memory;
        }

        return content;
    }

    /// <summary>Takes note of where the images of a shard are, as its index says.</summary>
    public void Know(int shard, IReadOnlyList<ImageRecord> images)
    {
        if (selected.TryGetValue(shard, out var rows))
            _shards.GetOrAdd(shard, _ => new ShardSpool(file, [.. images.Where(image => rows?.Contains(image.Row) != false).Select(image => new ImageRange(image))]));
    }

    /// <summary>Reads images of a shard.</summary>
    /// <param name="shard">Its number.</param>
    /// <param name="pack">The pack with its images.</param>
    /// <param name="wanted">The images.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<ShardImages> ReadAsync(int shard, StorePath pack, IReadOnlyList<ImageRecord> wanted, CancellationToken cancellationToken) =>
        _shards.TryGetValue(shard, out var known)
            ? known.ReadAsync([.. wanted.DistinctBy(image => image.Row).Select(image => new ImageRange(image))], (offset, bytes) => store.ReadRangeAsync(pack, offset, bytes, cancellationToken), cancellationToken)
            : ShardImages.ReadAsync(store, [(pack, wanted)], cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shard in _shards.Values)
            shard.Dispose();
    }
}
