using MuBench.Datasets;
using MuBench.Storage;

namespace MuBench.Tests.Datasets;

public sealed class DatasetReaderTests
{
    [Fact]
    public async Task OpenAsync_UnknownName_SuggestsTheNearest()
    {
        using var place = new DatasetWorkplace();
        await ImportAsync(place, "ubench");
        var near = await Assert.ThrowsAsync<UserException>(() => DatasetReader.OpenAsync(place.Store, "ubensh", TestContext.Current.CancellationToken));
        Assert.Contains("has no dataset 'ubensh'. Did you mean 'ubench'?", near.Message, StringComparison.Ordinal);
        var far = await Assert.ThrowsAsync<UserException>(() => DatasetReader.OpenAsync(place.Store, "something/else", TestContext.Current.CancellationToken));
        Assert.Contains("It has 'ubench'.", far.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_EmptyStore_SaysHowToImport()
    {
        using var place = new DatasetWorkplace();
        var fault = await Assert.ThrowsAsync<UserException>(() => DatasetReader.OpenAsync(place.Store, "ubench", TestContext.Current.CancellationToken));
        Assert.Contains("mubench dataset import", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"formatVersion": 2, "entirely": "different"}""", "has the format version 2; this version of MuBench reads 1")]
    [InlineData("""{"formatVersion": 1}""", "is damaged")]
    [InlineData("""{"name": "d"}""", "has no format version")]
    [InlineData("no json", "is damaged")]
    public async Task OpenAsync_DescriptionThatCannotBeRead_SaysWhy(string json, string message)
    {
        using var place = new DatasetWorkplace();
        await place.Store.WriteAsync(StoreLayout.DatasetInfo("d"), System.Text.Encoding.UTF8.GetBytes(json), TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<UserException>(() => DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DescriptionWithoutOptionalFields_HasTheirDefaults()
    {
        using var place = new DatasetWorkplace();
        await place.Store.WriteAsync(StoreLayout.DatasetInfo("d"), """
            {"formatVersion": 1, "name": "d", "revision": "0", "sha256": "0", "form": "arrow", "counts": {"images": 0, "questions": {}, "sources": {}, "repeatedImageIds": 0}, "packs": [], "shards": [], "answers": {}}
            """u8.ToArray(), TestContext.Current.CancellationToken);
        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        Assert.Empty(reader.Info.Warnings);
    }

    [Fact]
    public async Task ListAsync_SeveralDatasets_NamesWholeOnes()
    {
        using var place = new DatasetWorkplace();
        await ImportAsync(place, "b");
        await ImportAsync(place, "a");
        await place.Store.WriteAsync(StoreLayout.Pack("half", "x.arrow"), new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], await DatasetReader.ListAsync(place.Store, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "is damaged")]
    [InlineData(null, "is not the one that was imported")]
    public async Task ReadShardAsync_IndexChanged_IsNoticed(byte[]? content, string message)
    {
        using var place = new DatasetWorkplace();
        await ImportAsync(place, "a", rows: 3);
        await ImportAsync(place, "d", rows: 2);
        content ??= (await place.Store.TryReadAsync(StoreLayout.Shard("a", 0), TestContext.Current.CancellationToken))!;
        await place.Store.WriteAsync(StoreLayout.Shard("d", 0), content, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ReadAsync());
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesOf_ImageChangedInThePack_FailsThatImageAlone()
    {
        using var place = new DatasetWorkplace();
        await ImportAsync(place, "d", rows: 4);
        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        var records = await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        using (var pack = File.OpenWrite(Path.Combine(place.StoreFolder, "datasets/d/packs/x.arrow")))
        {
            pack.Position = records[2].Offset + 20;
            pack.WriteByte(0);
            pack.WriteByte(1);
            pack.WriteByte(2);
        }

        using var images = await reader.ReadImagesAsync(0, records, TestContext.Current.CancellationToken);
        var fault = Assert.Throws<BrokenImageException>(() => images.BytesOf(records[2]));
        Assert.Equal(2, fault.Row);
        Assert.Throws<BrokenImageException>(() => images.BytesOf(records[2]));
        foreach (var sound in (int[])[0, 1, 3])
            Assert.Equal(records[sound].Length, images.BytesOf(records[sound]).Length);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5, 6, 7 }, 1)]
    [InlineData(new[] { 0, 2, 4, 6 }, 1)]
    [InlineData(new[] { 0, 7 }, 2)]
    [InlineData(new[] { 6, 0, 7, 0 }, 2)]
    [InlineData(new[] { 3 }, 1)]
    [InlineData(new int[0], 0)]
    public async Task ReadImagesAsync_Wanted_ReadsTheRangeOnceOrOnlyWhatIsWanted(int[] rows, int reads)
    {
        using var place = new DatasetWorkplace();
        await ImportAsync(place, "d", rows: 8, size: 100_000);
        var counting = new CountingStore(place.Store);
        var reader = await DatasetReader.OpenAsync(counting, "d", TestContext.Current.CancellationToken);
        var records = await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        var wanted = rows.Select(row => records[row]).ToList();
        using var images = await reader.ReadImagesAsync(0, wanted, TestContext.Current.CancellationToken);
        Assert.Equal(reads, counting.RangedReads);
        Assert.All(wanted, record => Assert.Equal(TestRow.Picture(record.Row, 100_000), images.BytesOf(record).ToArray()));
    }

    [Fact]
    public async Task BytesOf_NotReadOrDisposed_Throws()
    {
        using var place = new DatasetWorkplace();
        await ImportAsync(place, "d", rows: 2);
        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        var records = await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        var images = await reader.ReadImagesAsync(0, [records[0]], TestContext.Current.CancellationToken);
        Assert.Throws<ArgumentException>(() => images.BytesOf(records[1]));
        images.Dispose();
        images.Dispose();
        Assert.Throws<ObjectDisposedException>(() => images.BytesOf(records[0]));
    }

    private static Task<DatasetInfo> ImportAsync(DatasetWorkplace place, string name, int rows = 1, int size = 100)
    {
        ReleaseFiles.WriteArrow(place.PathOf($"{name}/x.arrow"), TestRow.Many(rows, _ => size), 3);
        return place.ImportAsync(place.PathOf($"{name}/x.arrow"), name);
    }
}
