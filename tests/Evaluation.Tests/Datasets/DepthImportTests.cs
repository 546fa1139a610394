using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Datasets;
using MuBench.Imaging.Display;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Storage;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Datasets;

/// <summary>Import of images of more than 8 bits, of stacks, and of samples that cannot be shown.</summary>
public sealed class DepthImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ImportAsync_DeepImages_AreCountedWithTheirRangeAndBits()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, ("deep.tif", TestTiff.Grey16()), ("rgb.png", TestPng.Encode16(2, 1, [600, 700, 800, 900, 1000, 3920])), ("plain.png", TestPng.Encode(8, 8, 1)));

        var info = await place.ImportAsync();

        Assert.Equal(new PixelDepth(2, 1, 544, 3920, 4094), info.Depth);
        Assert.Equal("12 of 16 bits are used (samples 544 to 3,920, in steps of 2)", info.Depth!.Used());
        Assert.Equal([16, 16, null], (await place.ReadAsync()).Select(image => image.Record.Bits));
        Assert.Null(info.Display);
    }

    [Theory]
    [InlineData(4095, "12 of 16 bits are used (samples 1 to 4,095)")]
    [InlineData(65535, "16 of 16 bits are used (samples 1 to 65,535)")]
    [InlineData(255, "8 of 16 bits are used (samples 1 to 255)")]
    public async Task Used_Samples_AreTheBitsThatTheyTake(ushort highest, string expected)
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, ("a.png", TestPng.Encode16(2, 1, [1, highest])));
        Assert.Equal(expected, (await place.ImportAsync()).Depth!.Used());
    }

    [Fact]
    public async Task ImportAsync_ImagesOf8Bits_AddNothingToTheIndex()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, ("plain.png", TestPng.Encode(8, 8, 1)));
        var info = await place.ImportAsync();
        Assert.Equal(new PixelDepth(0), info.Depth);
        Assert.Empty(info.Warnings);
        var json = JsonSerializer.Serialize((await place.ReadAsync()).Single().Record, MuBench.Datasets.DatasetJsonContext.Default.ImageRecord);
        Assert.DoesNotContain("bits", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("display", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ImportAsync_StacksAndSamplesThatCannotBeShown_AreNamed()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(
            place, ("stack.tif", new TestTiff { Bits = 8, Pages = 5 }.Encode(6, 4)), ("half.tif", new TestTiff { Bits = 16, Format = 3 }.Encode(6, 4)),
            ("channels.tif", new TestTiff { Bits = 16, Channels = 4, Extra = [0, 0, 0] }.Encode(6, 4)));
        var info = await place.ImportAsync();
        Assert.Equal(
            [
                "1 x image that cannot be shown to models because it has 4 channels that are no colours, and MuBench does not choose among them: export one of them as grey, up to three as RGB, or each as an image of one item ('images'): questions.jsonl line 3",
                "1 x image that cannot be shown to models because it has floating-point samples of 16 bits: export it with 32: questions.jsonl line 2",
                "1 x image with several pages or frames, models are shown the first one: questions.jsonl line 1",
            ],
            info.Warnings);
        Assert.Equal(0, info.Depth!.DeepImages);
    }

    [Fact]
    public async Task ImportAsync_FloatingPoint_IsCountedWithItsRangeAndNeedsARuleThatHasOne()
    {
        using var place = new DatasetWorkplace();
        float[] samples = [-0.25f, 0.5f, float.NaN, 3.5f];
        await WriteAsync(
            place, ("float.tif", new TestTiff { Bits = 32, Format = 3 }.Encode(2, 2, [.. samples.SelectMany(BitConverter.GetBytes)])), ("deep.tif", TestTiff.Grey16()));
        var info = await place.ImportAsync();
        Assert.Equal((2, 2, 1, -0.25, 3.5), (info.Depth!.DeepImages, info.Depth.GreyImages, info.Depth.WideImages, info.Depth.WideLowest, info.Depth.WideHighest));
        Assert.Equal("1 have floating-point, signed or 32-bit samples (samples -0.25 to 3.5); in the others 12 of 16 bits are used (samples 544 to 3,910, in steps of 2)", info.Depth.Used());
        Assert.Equal([32, 16], (await place.ReadAsync()).Select(row => row.Record.Bits));

        var benchmark = new BenchmarkManifest { Dataset = "d", Display = "full" };
        Assert.Contains("(from -0.25 to 3.5). State the range", Assert.Throws<UserException>(() => PlannedDisplay.Of(benchmark, info, 2)).Message, StringComparison.Ordinal);
        Assert.Equal("full 0-9", PlannedDisplay.Of(benchmark with { Display = "full 0-9" }, info, 2)!.Rule);

        // An earlier version refused the first image: its description counts one of them.
        var path = StoreLayout.DatasetInfo("d");
        await place.Store.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(info with { Depth = new PixelDepth(1, 1, 544, 3910, 0xFFE) }, MuBench.Datasets.DatasetJsonContext.Default.DatasetInfo), TestContext.Current.CancellationToken);
        var again = await place.ImportAsync();
        Assert.Equal((info.Depth, info.Revision), (again.Depth, again.Revision));
    }

    [Fact]
    public async Task ImportAsync_Display_IsKeptByALaterImportThatDoesNotSay()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, ("deep.tif", TestTiff.Grey16()));
        var first = await place.ImportAsync(options: new ImportOptions { Display = DisplayRule.Parse("full") });
        Assert.Equal("full", first.Display);
        Assert.Equal("full", (await place.ImportAsync()).Display);
        var third = await place.ImportAsync(options: new ImportOptions { Display = DisplayRule.Parse("minmax") });
        Assert.Equal(("minmax", first.Revision), (third.Display, third.Revision));
    }

    [Fact]
    public async Task ImportAsync_DatasetOfAVersionThatDidNotLook_IsCompletedWithTheSameRevision()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, ("deep.tif", TestTiff.Grey16()));
        var info = await place.ImportAsync();
        // A dataset of an earlier version: no depth in the description, no bits in the index.
        var path = StoreLayout.DatasetInfo("d");
        var json = JsonNode.Parse((await place.Store.TryReadAsync(path, Token))!)!;
        json.AsObject().Remove("depth");
        await place.Store.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(json), Token);
        Assert.Null((await DatasetReader.OpenAsync(place.Store, "d", Token)).Info.Depth);

        var again = await place.ImportAsync();

        Assert.Equal((info.Depth, info.Revision), (again.Depth, again.Revision));
        Assert.Equal(16, (await place.ReadAsync()).Single().Record.Bits);
    }

    [Fact]
    public async Task ImportAsync_DeepImagesInArrowShards_AreFoundWhereTheyLie()
    {
        using var place = new DatasetWorkplace();
        var rows = TestRow.Many(3, _ => 100).ToList();
        rows[1] = rows[1] with { Image = TestPng.Encode16(2, 1, [1, 1023]) };
        ReleaseFiles.WriteArrow(place.PathOf("x.arrow"), rows, 2);
        var info = await place.ImportAsync();
        Assert.Equal((1, 1023), (info.Depth!.DeepImages, info.Depth.Highest));
        Assert.Equal([null, 16, null], (await place.ReadAsync()).Select(image => image.Record.Bits));
    }

    private static async Task WriteAsync(DatasetWorkplace place, params (string Name, byte[] Bytes)[] images)
    {
        foreach (var (name, bytes) in images)
            await File.WriteAllBytesAsync(place.PathOf(name), bytes, Token);
        await File.WriteAllLinesAsync(
            place.PathOf("questions.jsonl"),
            images.Select(image => $$"""{"image": "{{image.Name}}", "questions": {"phase": {"question": "What?", "options": ["a", "b"], "answer_idx": 1} } }"""), Token);
    }
}
