namespace MuBench.Datasets.Import;

/// <summary>Collects what an import needs to know of a dataset, row by row: shards, counts and content hash.</summary>
internal sealed class DatasetIndex(ImportTarget target, string dataset, ProgressMeter meter) : IAsyncDisposable
{
    private readonly ContentHash _hash = new();
    private readonly DatasetTally _tally = new();
    private readonly ShardWriter _shards = new(target, dataset);

    /// <summary>Maximum size of one image in bytes.</summary>
    public const int MaxImageBytes = 256 << 20;

    public ImportWarnings Warnings { get; } = new();

    /// <summary>Inspects the bit depth of the images.</summary>
    public DepthScan Depth => field ??= new DepthScan(Warnings);

    public async ValueTask AddAsync(ReleaseRow row, ImagePlace place, RowOrigin origin, CancellationToken cancellationToken)
    {
        var record = new RecordBuilder(Warnings).Build(_tally.Items, row, place, origin);
        _tally.Add(record);
        _hash.Add(record);
        meter.AddRow();
        await _shards.AddAsync(record, place.Pack, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts a row without an image, or with images missing.</summary>
    public void LeaveOut(RowOrigin origin, int images = 1) =>
        Warnings.Add(images > 1 ? "row left out, one of its images is missing" : "row left out, it has no image", origin.ToString());

    /// <exception cref="UserException">An image is too large.</exception>
    public static int CheckLength(long length, RowOrigin origin) =>
        length <= MaxImageBytes
            ? (int)length
            : throw new UserException($"{origin}: its image has {length:N0} bytes; at most {MaxImageBytes:N0} are read.");

    /// <summary>Writes the last shard and returns the description of the dataset.</summary>
    /// <exception cref="UserException">There is no row, or no question.</exception>
    public async Task<DatasetInfo> CompleteAsync(SourceFiles files, IReadOnlyList<PackInfo> packs, CancellationToken cancellationToken)
    {
        await _shards.CompleteAsync(cancellationToken).ConfigureAwait(false);
        if (_tally.Items == 0)
            throw new UserException($"'{files.Folder}' holds no image: {string.Join("; ", Warnings.ToList().DefaultIfEmpty("the files have no rows"))}.");
        if (!_tally.HasQuestions)
            throw new UserException($"'{files.Folder}' holds no question that can be asked: {string.Join("; ", Warnings.ToList().DefaultIfEmpty("its rows have none"))}.");
        var sha256 = _hash.ToHex();
        return new DatasetInfo
        {
            Name = dataset,
            Revision = sha256[..12],
            Sha256 = sha256,
            Form = files.Format,
            Counts = _tally.ToCounts(),
            Packs = packs,
            Shards = _shards.Shards,
            Answers = _tally.Answers,
            Depth = Depth.ToDepth(),
            Warnings = [.. files.Notes, .. Warnings.ToList()],
        };
    }

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return _shards.DisposeAsync();
    }
}
