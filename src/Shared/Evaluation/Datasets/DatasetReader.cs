using System.IO.Compression;
using System.Text.Json;
using MuBench.Datasets.Spooling;
using MuBench.Imaging.Display;
using MuBench.Json;
using MuBench.Naming;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Datasets;

/// <summary>Reads a prepared dataset: its description, the index of a shard, the images of a shard. Safe for concurrent use.</summary>
public sealed class DatasetReader
{
    private readonly IArtifactStore _store;

    private readonly DisplayRule? _display;

    private readonly DatasetSpool? _spool;

    private readonly ShardMemory? _memory;

    private DatasetReader(IArtifactStore store, DatasetInfo info, DisplayRule? display = null, DatasetSpool? spool = null, ShardMemory? memory = null)
    {
        _store = store;
        _display = display;
        _spool = spool;
        _memory = memory;
        Info = info;
    }

    /// <summary>The dataset's description.</summary>
    public DatasetInfo Info { get; }

    /// <summary>Opens a dataset of the store.</summary>
    /// <exception cref="UserException">The store has no such dataset, or one of another format version.</exception>
    public static async Task<DatasetReader> OpenAsync(IArtifactStore store, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var content = StorePath.IsSegment(name) ? await store.TryReadAsync(StoreLayout.DatasetInfo(name), cancellationToken).ConfigureAwait(false) : null;
        if (content is null)
            throw Unknown(store, name, await ListAsync(store, cancellationToken).ConfigureAwait(false));
        return new DatasetReader(store, Parse(content, name, store));
    }

    /// <summary>The same dataset with a display rule for images of more than 8 bits per sample.</summary>
    /// <param name="display">The rule; null if no image of the run has more than 8 bits.</param>
    public DatasetReader Showing(DisplayRule? display) => new(_store, Info, display, _spool, _memory);

    /// <summary>The same dataset with copies of what was read, for a run in waves. Nothing is copied if the store is local.</summary>
    /// <param name="selected">The rows that the run may read of each shard; null for all rows of a shard.</param>
    internal DatasetReader Spooling(IReadOnlyDictionary<int, IReadOnlySet<int>?> selected) => _store.SpoolFolder is { } folder
        ? new(_store, Info, _display, new DatasetSpool(_store, new SpoolFile(folder, SpoolFile.DefaultMaxBytes), selected), _memory)
        : this;

    /// <summary>The same dataset, whose indexes of shards are kept in memory when they were read.</summary>
    internal DatasetReader Remembering(ShardMemory memory) => new(_store, Info, _display, _spool, memory);

    /// <summary>The names of the store's datasets, in ordinal order.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(IArtifactStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var names = new List<string>();
        await foreach (var item in store.ListAsync(StoreLayout.Datasets, cancellationToken).ConfigureAwait(false))
        {
            var parts = item.Path.Value.Split('/');
            if (parts.Length == 3 && item.Path == StoreLayout.DatasetInfo(parts[1]))
                names.Add(parts[1]);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads the index of a shard and verifies it against the description.</summary>
    /// <exception cref="UserException">The index differs from the imported one.</exception>
    internal async Task<IReadOnlyList<ImageRecord>> ReadShardAsync(int shard, CancellationToken cancellationToken = default)
    {
        var info = ShardOf(shard);
        if (_memory?.TryGet(this, shard) is { } kept)
            return kept;
        var path = StoreLayout.Shard(Info.Name, shard);
        var compressed = await (_spool?.TryReadIndexAsync(shard, path, cancellationToken) ?? _store.TryReadAsync(path, cancellationToken)).ConfigureAwait(false)
            ?? throw Damaged(path, "is missing");
        var lines = Decompress(compressed, path);
        if (Hashing.Sha256(lines) != info.Sha256)
            throw Damaged(path, "is not the one that was imported: its SHA-256 differs");
        var records = Records(lines, info.Images);
        _spool?.Know(shard, records);
        _memory?.Keep(this, shard, records);
        return records;
    }

    /// <summary>
    /// Reads images of a shard. One ranged read is used if most of the range is wanted. Dispose the result: it holds a
    /// pooled buffer.
    /// </summary>
    /// <exception cref="StoreException">The pack is missing or ends early.</exception>
    internal Task<ShardImages> ReadImagesAsync(int shard, IReadOnlyList<ImageRecord> wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return _spool?.ReadAsync(shard, StoreLayout.Pack(Info.Name, ShardOf(shard).Pack), wanted, cancellationToken)
            ?? ReadImagesAsync(wanted.ToLookup(_ => shard), cancellationToken);
    }

    /// <summary>Reads images of several shards; the lookup's keys are the shards.</summary>
    /// <inheritdoc cref="ReadImagesAsync(int, IReadOnlyList{ImageRecord}, CancellationToken)"/>
    internal Task<ShardImages> ReadImagesAsync(ILookup<int, ImageRecord> wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return ShardImages.ReadAsync(
            _store, [.. wanted.Select(shard => (StoreLayout.Pack(Info.Name, ShardOf(shard.Key).Pack), (IReadOnlyList<ImageRecord>)[.. shard]))], cancellationToken);
    }

    /// <summary>The description of a dataset; null if there is none or it has another format version.</summary>
    internal static async Task<DatasetInfo?> TryReadInfoAsync(IArtifactStore store, string name, CancellationToken cancellationToken)
    {
        var content = await store.TryReadAsync(StoreLayout.DatasetInfo(name), cancellationToken).ConfigureAwait(false);
        return content is null || FormatVersionOf(content) != DatasetInfo.CurrentFormatVersion ? null : Parse(content, name, store);
    }

    private static DatasetInfo Parse(byte[] content, string name, IArtifactStore store)
    {
        if (FormatVersionOf(content) is not { } version)
            throw new UserException($"'{StoreLayout.DatasetInfo(name)}' in the store {store.Description} is damaged: it has no format version. Import the dataset again.");
        if (version != DatasetInfo.CurrentFormatVersion)
        {
            throw new UserException(
                $"The dataset '{name}' in the store {store.Description} has the format version {version}; this version of MuBench reads "
                + $"{DatasetInfo.CurrentFormatVersion}. Import it again, or use the version that wrote it.");
        }

        try
        {
            return JsonSerializer.Deserialize(content, DatasetJsonContext.Default.DatasetInfo) ?? throw new JsonException("it is null");
        }
        catch (JsonException fault)
        {
            throw new UserException($"'{StoreLayout.DatasetInfo(name)}' in the store {store.Description} is damaged: {fault.Message} Import the dataset again.", fault);
        }
    }

    /// <summary>The format version of a description; null if it has none that can be read.</summary>
    private static int? FormatVersionOf(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("formatVersion", out var version) && version.TryGetInt32(out var number) ? number : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static UserException Unknown(IArtifactStore store, string name, IReadOnlyList<string> known)
    {
        var near = NearestNames.For(name, known);
        var hint = (near.Count, known.Count) switch
        {
            (> 0, _) => $"Did you mean {string.Join(" or ", near.Select(found => $"'{found}'"))}?",
            (_, > 0) => $"It has {string.Join(", ", known.Take(10).Select(found => $"'{found}'"))}{(known.Count > 10 ? ", ..." : "")}.",
            _ => "It has none. Import one with 'mubench dataset import NAME PATH', or the official release with 'mubench dataset import ubench'.",
        };
        return new UserException($"The store {store.Description} has no dataset '{name}'. {hint}");
    }

    private static ReadOnlySpan<byte> Decompress(byte[] compressed, StorePath path)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var lines = new MemoryStream();
            gzip.CopyTo(lines);
            return lines.GetBuffer().AsSpan(0, (int)lines.Length);
        }
        catch (InvalidDataException fault)
        {
            throw new UserException($"'{path}' is damaged: {fault.Message} Import the dataset again.", fault);
        }
    }

    private List<ImageRecord> Records(ReadOnlySpan<byte> lines, int count)
    {
        var records = new List<ImageRecord>(count);
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (!lines[range].IsEmpty)
                records.Add(Shown(JsonSerializer.Deserialize(lines[range], DatasetJsonContext.Default.ImageRecord)!));
        }

        return records;
    }

    private ImageRecord Shown(ImageRecord image) => image.Bits is null || _display is null ? image : image with { Display = _display };

    private ShardInfo ShardOf(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Info.Shards.Count);
        return Info.Shards[shard];
    }

    private UserException Damaged(StorePath path, string fault) =>
        new($"'{path}' in the store {_store.Description} {fault}. Import the dataset '{Info.Name}' again.");
}
