using MuBench.Datasets;
using MuBench.Storage;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Datasets.Spooling;

public sealed class DatasetSpoolTests
{
    private const int Size = 100_000;

    [Fact]
    public async Task ReadImagesAsync_WavesOfARemoteStore_AsksForSingleImagesAtFirstAndThenForTheRestOnce()
    {
        using var place = new DatasetWorkplace();
        var (reader, store, records) = await OpenAsync(place, place.PathOf("spool"));

        Assert.Equal(2, await ReadAsync(3, 50));
        Assert.Equal(0, await ReadAsync(3, 50));
        Assert.Equal(1, await ReadAsync(10, 30));
        Assert.Equal(0, await ReadAsync(0, 20, 40, 63));
        // Also the index is read once.
        await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        Assert.Equal(1, store.IndexReads);
        return;

        // Reads images, checks them, and returns the number of requests.
        async Task<int> ReadAsync(params int[] rows)
        {
            var before = store.RangedReads;
            using var images = await reader.ReadImagesAsync(0, [.. rows.Select(row => records[row])], TestContext.Current.CancellationToken);
            Assert.All(rows, row => Assert.Equal(TestRow.Picture(row, Size), images.BytesOf(records[row]).ToArray()));
            return store.RangedReads - before;
        }
    }

    [Fact]
    public async Task ReadImagesAsync_TwoModelsAtOnce_AsksForEachImageOnce()
    {
        using var place = new DatasetWorkplace();
        var (reader, store, records) = await OpenAsync(place, place.PathOf("spool"));
        ImageRecord[] wanted = [records[1], records[60]];
        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => reader.ReadImagesAsync(0, wanted, TestContext.Current.CancellationToken)));
        Assert.Equal(2, store.RangedReads);
        foreach (var images in read)
        {
            using (images)
                Assert.Equal(TestRow.Picture(60, Size), images.BytesOf(records[60]).ToArray());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("in the way/spool")]
    public async Task ReadImagesAsync_NoFolderForCopies_ReadsWhatIsWanted(string? folder)
    {
        using var place = new DatasetWorkplace();
        File.WriteAllText(place.PathOf("in the way"), "a file");
        var (reader, store, records) = await OpenAsync(place, folder is null ? null : Path.Combine(place.Source, folder));
        for (var wave = 0; wave < 2; wave++)
        {
            using var images = await reader.ReadImagesAsync(0, [records[5]], TestContext.Current.CancellationToken);
            Assert.Equal(TestRow.Picture(5, Size), images.BytesOf(records[5]).ToArray());
        }

        Assert.Equal(2, store.RangedReads);
    }

    [Fact]
    public async Task ReadImagesAsync_RowsThatTheRunMayNotAsk_AreNotReadAhead()
    {
        using var place = new DatasetWorkplace();
        var (reader, store, records) = await OpenAsync(place, place.PathOf("spool"), 0, 31, 62);
        using (await reader.ReadImagesAsync(0, [records[0]], TestContext.Current.CancellationToken))
        using (await reader.ReadImagesAsync(0, [records[62]], TestContext.Current.CancellationToken))
            Assert.InRange(store.Bytes, 2 * Size, 2.5 * Size); // three images far apart: reading the third one saves no request
    }

    private static async Task<(DatasetReader Reader, RemoteStore Store, IReadOnlyList<ImageRecord> Records)> OpenAsync(DatasetWorkplace place, string? folder, params int[] rows)
    {
        ReleaseFiles.WriteArrow(place.PathOf("x/x.arrow"), TestRow.Many(64, _ => Size), 3);
        await place.ImportAsync(place.PathOf("x/x.arrow"));
        var store = new RemoteStore(place.Store, folder);
        var reader = (await DatasetReader.OpenAsync(store, "d", TestContext.Current.CancellationToken))
            .Spooling(new Dictionary<int, IReadOnlySet<int>?> { [0] = rows.Length == 0 ? null : rows.ToHashSet() });
        return (reader, store, await reader.ReadShardAsync(0, TestContext.Current.CancellationToken));
    }

    private sealed class RemoteStore(IArtifactStore inner, string? folder) : DelegatingArtifactStore(inner)
    {
        private int _rangedReads;
        private int _indexReads;
        private long _bytes;

        public override string? SpoolFolder => folder;

        public int RangedReads => _rangedReads;

        public int IndexReads => _indexReads;

        public double Bytes => _bytes;

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            if (path == StoreLayout.Shard("d", 0))
                Interlocked.Increment(ref _indexReads);
            return base.TryReadAsync(path, cancellationToken);
        }

        public override Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _rangedReads);
            Interlocked.Add(ref _bytes, destination.Length);
            return base.ReadRangeAsync(path, offset, destination, cancellationToken);
        }
    }
}
