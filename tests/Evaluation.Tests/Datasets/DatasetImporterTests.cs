using System.Text.Json;
using MuBench.Datasets;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Tests.Datasets;

public sealed class DatasetImporterTests
{
    private const string Shard = "x.arrow";

    [Fact]
    public async Task ImportAsync_ManyRows_CutsShardsOf64InOrder()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(150, _ => 40), 11);
        var info = await place.ImportAsync();
        Assert.Equal([64, 64, 22], info.Shards.Select(shard => shard.Images));
        Assert.Equal([0, 64, 128], info.Shards.Select(shard => shard.FirstRow));
        Assert.Equal([0, 1, 2], info.Shards.Select(shard => shard.Index));
        Assert.Equal([64, 64, 22], info.Shards.Select(shard => shard.Questions["modality"]));
        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        foreach (var shard in info.Shards)
        {
            var records = await reader.ReadShardAsync(shard.Index, TestContext.Current.CancellationToken);
            Assert.All(records, record => Assert.InRange(record.Offset, shard.Offset, shard.Offset + shard.Length - record.Length));
        }
    }

    [Fact]
    public async Task ImportAsync_LargeImages_EndShardsByTheirRange()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(5, _ => 30 << 20), 5);
        var info = await place.ImportAsync();
        Assert.Equal([2, 2, 1], info.Shards.Select(shard => shard.Images));
        Assert.All(info.Shards, shard => Assert.InRange(shard.Length, 1, 64 << 20));
    }

    [Fact]
    public async Task ImportAsync_ParquetInRowGroups_HasTheContentOfTheArrowForm()
    {
        using var place = new DatasetWorkplace();
        var rows = TestRow.Many(100, i => 500 + i);
        rows[7] = rows[7] with { Stain = null, Dataset = null, ImageId = "id-6", Synthetic = true, Polygons = [[1, 2, 3, 4]] };
        rows[9] = rows[9] with { Questions = new() { ["modality"] = null } };
        rows[11] = rows[11] with { Captions = new() { ["modality_1"] = new TestChoice("A {class}.", ["A x.", "none of the above"], null, 0, "id") } };
        ReleaseFiles.WriteArrow(place.PathOf(Shard), rows, 30);
        ReleaseFiles.WriteParquet(place.PathOf("x.parquet"), rows, 17);
        var arrow = await place.ImportAsync(place.PathOf(Shard), "a");
        var parquet = await place.ImportAsync(place.PathOf("x.parquet"), "p");
        Assert.Equal(arrow.Sha256, parquet.Sha256);
        Assert.Equal(1, parquet.Counts.RepeatedImageIds);
        Assert.Equal(99, parquet.Counts.Questions["modality"]);
        Assert.Equal(1, parquet.Counts.Sources["unknown"]);
        Assert.Equal(rows.Select(row => row.Image), (await place.ReadAsync("p")).Select(image => image.Bytes));
        Assert.Equal("0", (await place.ReadAsync("p"))[11].Record.CaptionOf("modality_1")!.AnswerIndex.ToString());
    }

    [Fact]
    public async Task ImportAsync_DamagedParquet_IsAUserFault()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteParquet(place.PathOf("x.parquet"), TestRow.Many(20, _ => 500), 5);
        using (var file = File.OpenWrite(place.PathOf("x.parquet")))
            file.SetLength(file.Length / 2);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("x.parquet' cannot be read: Invalid: Parquet magic bytes not found in footer.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(message: ", fault.Message, StringComparison.Ordinal);
        Assert.False(place.HasDataset());
    }

    [Fact]
    public async Task ImportAsync_SameContentAgain_ChangesNothing()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(10, _ => 100), 4);
        ReleaseFiles.WriteParquet(place.PathOf("p/x.parquet"), TestRow.Many(10, _ => 100), 4);
        var first = await place.ImportAsync(place.PathOf(Shard));
        var second = await place.ImportAsync(place.PathOf("p/x.parquet"));
        Assert.Equal(JsonSerializer.Serialize(first, DatasetJsonContext.Default.DatasetInfo), JsonSerializer.Serialize(second, DatasetJsonContext.Default.DatasetInfo));
        Assert.Equal(10, (await place.ReadAsync()).Count);
    }

    [Fact]
    public async Task ImportAsync_SameContentOverADamagedPack_Repairs()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(10, _ => 100), 4);
        await place.ImportAsync();
        File.Delete(Path.Combine(place.StoreFolder, "datasets/d/packs/x.arrow"));
        await place.ImportAsync();
        Assert.Equal(10, (await place.ReadAsync()).Count);
    }

    [Fact]
    public async Task ImportAsync_OtherContent_IsRefusedUnlessReplaced()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf("a/a.arrow"), TestRow.Many(200, _ => 100), 4);
        ReleaseFiles.WriteArrow(place.PathOf("b/b.arrow"), TestRow.Many(3, _ => 100), 4);
        var before = await place.ImportAsync(place.PathOf("a/a.arrow"));
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync(place.PathOf("b/b.arrow")));
        Assert.Contains("already has a dataset 'd' (revision " + before.Revision, fault.Message, StringComparison.Ordinal);
        Assert.Contains("--replace", fault.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await place.ReadAsync()).Count);

        await place.ImportAsync(place.PathOf("b/b.arrow"), options: new ImportOptions { Replace = true });
        Assert.Equal(3, (await place.ReadAsync()).Count);
        Assert.Equal(
            ["dataset.json", "packs/b.arrow", "shards/00000.jsonl.gz"],
            Directory.EnumerateFiles(Path.Combine(place.StoreFolder, "datasets/d"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(place.StoreFolder, "datasets/d"), file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_SameFiles_WritesTheSameBytes()
    {
        using var place = new DatasetWorkplace();
        using var other = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(80, _ => 100), 9);
        await place.ImportAsync();
        await other.ImportAsync(place.Source);
        foreach (var path in Directory.EnumerateFiles(place.StoreFolder, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(other.StoreFolder, Path.GetRelativePath(place.StoreFolder, path)), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("options")]
    [InlineData("SHA256SUMS")]
    [InlineData("x.arrow.sha256")]
    [InlineData(".cache/huggingface/download/x.arrow.metadata")]
    public async Task ImportAsync_WrongChecksum_NamesFileExpectedAndActual(string where)
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(10, _ => 100), 4);
        var actual = Hashing.Sha256(await File.ReadAllBytesAsync(place.PathOf(Shard), TestContext.Current.CancellationToken));
        Assert.Equal(actual, (await ImportWithAsync(actual.ToUpperInvariant(), "good")).Packs.Single().Sha256);
        var wrong = new string('a', 64);
        var fault = await Assert.ThrowsAsync<UserException>(() => ImportWithAsync(wrong, "bad"));
        Assert.Contains(Shard, fault.Message, StringComparison.Ordinal);
        Assert.Contains(actual, fault.Message, StringComparison.Ordinal);
        Assert.Contains(wrong, fault.Message, StringComparison.Ordinal);
        Assert.False(place.HasDataset("bad"));
        Assert.Null(await place.Store.TryStatAsync(StoreLayout.Pack("bad", Shard), TestContext.Current.CancellationToken));

        Task<DatasetInfo> ImportWithAsync(string sha256, string name)
        {
            if (where == "options")
                return place.ImportAsync(name: name, options: new ImportOptions { ExpectedSha256 = new Dictionary<string, string> { [Shard] = sha256 } });
            File.WriteAllText(place.PathOf(where), where.EndsWith("metadata", StringComparison.Ordinal) ? $"commit\n{sha256}\n1.0\n" : $"{sha256} *sub/{Shard}\n");
            return place.ImportAsync(name: name);
        }
    }

    [Theory]
    [InlineData("y.arrow", "aa", "not among the files to import: x.arrow")]
    [InlineData("x.arrow", "aa", "expected 64 hex digits")]
    public async Task ImportAsync_ChecksumThatCannotBe_IsRefused(string file, string sha256, string message)
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(1, _ => 100), 4);
        var fault = await Assert.ThrowsAsync<UserException>(() =>
            place.ImportAsync(options: new ImportOptions { ExpectedSha256 = new Dictionary<string, string> { [file] = sha256 } }));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_ShardMissing_NamesIt()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf("x-00000-of-00003.arrow"), TestRow.Many(2, _ => 100), 4);
        ReleaseFiles.WriteArrow(place.PathOf("x-00002-of-00003.arrow"), TestRow.Many(2, _ => 100), 4);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("lacks 1 of 00003 shards: x-00001-of-00003.arrow", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await place.ImportAsync(place.PathOf("x-00000-of-00003.arrow"))).Counts.Images);
    }

    [Fact]
    public async Task ImportAsync_ReleaseFoldersAndBothForms_TakesTheArrowShards()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf("perception/0.1.0/x.arrow"), TestRow.Many(2, _ => 100), 4);
        ReleaseFiles.WriteParquet(place.PathOf("perception/0.1.0/x.parquet"), TestRow.Many(2, _ => 100), 4);
        File.WriteAllText(place.PathOf("perception/0.1.0/rows.jsonl"), "{}");
        var info = await place.ImportAsync();
        Assert.Equal("arrow", info.Form);
        Assert.Equal("not read, because the format arrow is used: x.parquet, rows.jsonl", Assert.Single(info.Warnings));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("..")]
    public async Task ImportAsync_NameThatIsNoFolder_IsRefused(string name)
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(1, _ => 100), 4);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync(name: name));
        Assert.Contains("cannot be a dataset's name", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_Cancelled_LeavesNoDataset()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), TestRow.Many(40, _ => 100_000), 4);
        using var stop = new CancellationTokenSource();
        var progress = new StopAt(stop, bytes: 1 << 20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            DatasetImporter.ImportAsync(place.Store, "d", place.Source, new ImportOptions(), progress, stop.Token));
        Assert.False(place.HasDataset());
    }

    private sealed class StopAt(CancellationTokenSource stop, long bytes) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Bytes >= bytes)
                stop.Cancel();
        }
    }
}
