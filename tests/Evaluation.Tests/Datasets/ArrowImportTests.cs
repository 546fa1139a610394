using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using CsCheck;
using MuBench.Datasets;

namespace MuBench.Tests.Datasets;

public sealed class ArrowImportTests
{
    private const string Shard = "x.arrow";

    public static TheoryData<string> NotInPlace => new("lz4", "zstd", "dictionary");

    [Fact]
    public Task ImportAsync_AnyBatches_OffsetsPointAtTheImagesInTheFile() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 20], Gen.Int[0, 400], Gen.Bool, Gen.Bool).SampleAsync(async (count, batch, size, large, plain) =>
        {
            using var place = new DatasetWorkplace();
            var path = place.PathOf(Shard);
            var rows = TestRow.Many(count, i => size * (i % 5));
            ReleaseFiles.WriteArrow(path, rows, batch, new ReleaseFiles.Layout { LargeBinary = large, BinaryImages = plain });
            await place.ImportAsync(path);
            var file = await File.ReadAllBytesAsync(path);
            var decoded = DecodedImages(path);
            var read = await place.ReadAsync();
            Assert.Equal(count, read.Count);
            for (var i = 0; i < count; i++)
            {
                var (record, bytes) = read[i];
                Assert.Equal(i, record.Row);
                Assert.Equal(decoded[i], file[(int)record.Offset..(int)(record.Offset + record.Length)]);
                Assert.Equal(decoded[i], bytes);
                Assert.Equal(TestRow.PngSignature, bytes.AsSpan(0, 8));
                Assert.Equal(rows[i].Questions["modality"]!.Text, record.Questions.Single().Text);
            }
        }, iter: 25, threads: 1);

    [Theory]
    [MemberData(nameof(NotInPlace))]
    public async Task ImportAsync_ImagesWithoutAPlace_AreCopiedToPacks(string variation)
    {
        using var place = new DatasetWorkplace();
        var rows = TestRow.Many(70, i => 300 + i);
        ReleaseFiles.WriteArrow(place.PathOf(Shard), rows, 20, variation == "dictionary"
            ? new ReleaseFiles.Layout { EncodedDataset = true }
            : new ReleaseFiles.Layout { Ipc = new IpcOptions
            {
                CompressionCodec = variation == "lz4" ? CompressionCodecType.Lz4Frame : CompressionCodecType.Zstd,
                CompressionCodecFactory = new CompressionCodecFactory(),
            } });
        var info = await place.ImportAsync();
        Assert.Equal("images-00000.bin", info.Packs.Single().Name);
        Assert.Equal(rows.Sum(row => (long)row.Image!.Length), info.Packs.Single().Length);
        Assert.Equal(rows.Select(row => row.Image), (await place.ReadAsync()).Select(image => image.Bytes));

        ReleaseFiles.WriteArrow(place.PathOf("plain/x.arrow"), rows, 20);
        Assert.Equal(info.Sha256, (await place.ImportAsync(place.PathOf("plain/x.arrow"), "plain")).Sha256);
    }

    [Fact]
    public async Task ImportAsync_InPlaceAndCompressedShards_KeepTheirOrder()
    {
        using var place = new DatasetWorkplace();
        var rows = TestRow.Many(9, _ => 200);
        var compressed = new ReleaseFiles.Layout
        {
            Ipc = new IpcOptions { CompressionCodec = CompressionCodecType.Zstd, CompressionCodecFactory = new CompressionCodecFactory() },
        };
        ReleaseFiles.WriteArrow(place.PathOf("x-0-of-3.arrow"), rows[..3], 3);
        ReleaseFiles.WriteArrow(place.PathOf("x-1-of-3.arrow"), rows[3..6], 3, compressed);
        ReleaseFiles.WriteArrow(place.PathOf("x-2-of-3.arrow"), rows[6..], 3);
        var info = await place.ImportAsync();
        Assert.Equal(["x-0-of-3.arrow", "images-00000.bin", "x-2-of-3.arrow"], info.Shards.Select(shard => shard.Pack));
        Assert.Equal(rows.Select(row => row.Image), (await place.ReadAsync()).Select(image => image.Bytes));
    }

    [Fact]
    public async Task ImportAsync_RandomAccessFormat_IsReadInPlace()
    {
        using var place = new DatasetWorkplace();
        var rows = TestRow.Many(10, _ => 100);
        ReleaseFiles.WriteArrow(place.PathOf("stream.arrow"), rows, 4);
        using (var reader = new ArrowStreamReader(File.OpenRead(place.PathOf("stream.arrow"))))
        using (var writer = new ArrowFileWriter(File.Create(place.PathOf("random/x.arrow")), reader.Schema))
        {
            while (reader.ReadNextRecordBatch() is { } batch)
                writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        var info = await place.ImportAsync(place.PathOf("random/x.arrow"));
        Assert.Equal("x.arrow", info.Packs.Single().Name);
        Assert.Equal(rows.Select(row => row.Image), (await place.ReadAsync()).Select(image => image.Bytes));
    }

    [Fact]
    public async Task ImportAsync_Nulls_AreAbsentAndNotTheOptionNone()
    {
        using var place = new DatasetWorkplace();
        TestChoice stain = new("Stain?", ["None", "H&E", "none of the above"], "None", 0);
        TestChoice hollow = new(null, null, null, null);
        List<TestRow> rows =
        [
            new() { Image = TestRow.Picture(0, 50), Stain = "GalT–EGFP", Questions = { ["stain"] = stain, ["domain"] = null } },
            new() { Image = TestRow.Picture(1, 50), Dataset = "named", Questions = { ["stain"] = null, ["domain"] = hollow }, Polygons = [[1, 2, 3, 4, 5, 6], [0, 0.5]] },
            new() { Image = null, ImageId = "gone", Questions = { ["stain"] = stain } },
        ];
        ReleaseFiles.WriteArrow(place.PathOf(Shard), rows, 2);
        var info = await place.ImportAsync();
        var read = await place.ReadAsync();
        Assert.Equal(2, info.Counts.Images);
        Assert.Equal("1 x row left out, it has no image: x.arrow row 2", Assert.Single(info.Warnings));
        Assert.Equal("held_et_al_2010_galt", read[0].Record.Source);
        Assert.Null(read[0].Record.Dataset);
        Assert.Null(read[0].Record.ImageId);
        Assert.Equal("None", read[0].Record.QuestionOf("stain")!.Options[0]);
        Assert.Equal("named", read[1].Record.Source);
        Assert.Null(read[1].Record.Stain);
        Assert.Empty(read[1].Record.Questions);
        Assert.Equal([1, 2, 3, 4, 5, 6], read[1].Record.Polygons![0].Points);
    }

    [Fact]
    public async Task ImportAsync_NoRows_SaysSo()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf(Shard), [], 1);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("holds no image", fault.Message, StringComparison.Ordinal);
        Assert.False(place.HasDataset());
    }

    [Fact]
    public async Task ImportAsync_CutAnywhere_NamesTheFileAndLeavesNoDataset()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf("whole"), TestRow.Many(6, _ => 120), 2);
        var whole = await File.ReadAllBytesAsync(place.PathOf("whole"), TestContext.Current.CancellationToken);
        for (var length = 0; length < whole.Length; length += length < 64 || length > whole.Length - 64 ? 1 : 97)
        {
            await File.WriteAllBytesAsync(place.PathOf(Shard), whole[..length], TestContext.Current.CancellationToken);
            var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync(place.PathOf(Shard)));
            Assert.Contains(Shard, fault.Message, StringComparison.Ordinal);
            Assert.Contains("is not a whole Arrow stream", fault.Message, StringComparison.Ordinal);
            Assert.False(place.HasDataset());
        }
    }

    [Fact]
    public async Task ImportAsync_LastShardTruncated_CopiesNothing()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf("x-0-of-2.arrow"), TestRow.Many(6, _ => 120), 2);
        ReleaseFiles.WriteArrow(place.PathOf("x-1-of-2.arrow"), TestRow.Many(6, _ => 120), 2);
        using (var file = File.OpenWrite(place.PathOf("x-1-of-2.arrow")))
            file.SetLength(file.Length - 8);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("x-1-of-2.arrow' is not a whole Arrow stream: it ends without an end-of-stream mark", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.StoreFolder));
    }

    [Fact]
    public async Task ImportAsync_DamagedBytes_AreNeverAnythingButAUserFault()
    {
        using var place = new DatasetWorkplace();
        ReleaseFiles.WriteArrow(place.PathOf("whole"), TestRow.Many(5, _ => 16), 3);
        var whole = await File.ReadAllBytesAsync(place.PathOf("whole"), TestContext.Current.CancellationToken);
        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 3].SampleAsync(async flips =>
        {
            var damaged = whole.ToArray();
            foreach (var (at, value) in flips)
                damaged[at] = value;
            await File.WriteAllBytesAsync(place.PathOf(Shard), damaged);
            try
            {
                await place.ImportAsync(place.PathOf(Shard), options: new ImportOptions { Replace = true });
                await place.ReadAsync();
            }
            catch (UserException fault)
            {
                Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
            }
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task ImportAsync_LfsPointer_SaysHowToGetTheFile()
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllTextAsync(place.PathOf(Shard), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n", TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("git lfs pull", fault.Message, StringComparison.Ordinal);
    }

    private static List<byte[]> DecodedImages(string path)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path));
        var images = new List<byte[]>();
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            var column = batch.Column("image") is StructArray structure ? structure.Fields[0] : batch.Column("image");
            for (var i = 0; i < batch.Length; i++)
                images.Add(column is LargeBinaryArray large ? large.GetBytes(i).ToArray() : ((BinaryArray)column).GetBytes(i).ToArray());
        }

        return images;
    }
}
