using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Imaging.Display;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Pipeline.Verifying;
using MuBench.Reports;
using MuBench.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>A run with images of more than 8 bits: the sent bytes, the report's statements, and the keys of responses.</summary>
public sealed class DisplayRunTests
{
    private const string Benchmark = """{ "dataset": "drawn", "tasks": ["phase"], "protocol": "strict" }""";

    private static readonly byte[][] Images =
    [
        TestTiff.Grey16(),
        TestPng.Encode16(TestTiff.PatternWidth, TestTiff.PatternHeight, TestTiff.Pattern),
        TestPng.Encode(TestTiff.PatternWidth, TestTiff.PatternHeight, 7),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_12BitMicrographs_AreSentSoThatTheyAreSeenAndTheThumbnailIsTheSame()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Hosted(server), Benchmark);
        await harness.RunAsync(plan);

        Assert.Equal(new PlannedDisplay("percentile 0.1-99.9", "default", 2), plan.Display);
        var sent = server.Calls.Where(call => call.HasImage).ToDictionary(call => call.Prompt.Split('\n')[1], call => Convert.FromBase64String(call.ImageBase64));
        foreach (var row in (int[])[0, 1])
        {
            using var picture = ImageDecoder.DecodeRgb(sent[$"Question:Image {row}?"]);
            Assert.Equal((0, 255), (picture.Pixels.ToArray().Min(), picture.Pixels.ToArray().Max()));
            Assert.InRange(picture.Pixels.ToArray().Average(value => (double)value), 100, 150);
        }

        Assert.Equal(Images[2], sent["Question:Image 2?"]); // 8 bits: the bytes of the file
        var page = Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(plan.RunId, ReportFiles.Html), Token))!);
        Assert.All(sent.Values, bytes => Assert.Contains(Convert.ToBase64String(Thumbnail.WebP(bytes, "hash", Thumbnails.SideFor(sent.Count))), page, StringComparison.Ordinal));
        var image = (await harness.LogAsync()).Single(record => record.Row == 0).Image!;
        Assert.Equal(("percentile 0.1-99.9", Hashing.Sha256(sent["Question:Image 0?"])), (image.Display, image.Sha256));
        Assert.Equal([544, 3910], image.Window!);
        Assert.True((await new VerifyRun(harness.Context).RunAsync(new VerifyRequest(plan.RunId, null, Images: true), Token)).IsVerified);
    }

    [Theory]
    [InlineData("strict", "", "Every model was shown them in 8 bits, each image from one percentile of its samples to the other, so that brightness is not comparable between images (display: percentile 0.1-99.9; the default).")]
    [InlineData("official", "", "The official protocol reads the answers as the authors do, but not these images: their loader makes grey samples above 255 white")]
    [InlineData("strict", "full", "the same range of samples for every image (display: full 0-4095; as the manifest says)")]
    [InlineData("official", "authors", "Here that leaves nothing to see: every sample is white.")]
    public async Task Report_DeepImages_SaysHowTheyWereShown(string protocol, string display, string expected)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(
            Hosted(server), $$"""{ "dataset": "drawn", "tasks": ["phase"], "protocol": "{{protocol}}" {{(display.Length == 0 ? "" : $", \"display\": \"{display}\"")}} }""");
        await harness.RunAsync(plan);

        var path = StoreLayout.RunReport(plan.RunId, ReportFiles.Json);
        var report = JsonDocuments.Read((await harness.Store.TryReadAsync(path, Token))!, ReportJsonContext.Default.RunReport, path);
        var text = DisplayText.Of(report.Run)!;
        Assert.StartsWith("2 of 3 images have more than 8 bits per sample; in the dataset, 12 of 16 bits are used (samples 544 to 3,910, in steps of 2).", text, StringComparison.Ordinal);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        foreach (var file in (string[])[ReportFiles.Html, ReportFiles.Markdown])
        {
            var rendered = Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(plan.RunId, file), Token))!);
            Assert.Contains("more than 8 bits per sample", rendered, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Evaluate_AnotherDisplay_AsksAboutTheDeepImagesAlone()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await CreateAsync();
        await harness.PlanAsync(Hosted(server), Benchmark);
        await harness.EvaluateAsync();
        await harness.EvaluateAsync("m#blind");
        Assert.Equal(6, server.Count);

        await harness.PlanAsync(Hosted(server), Benchmark.Replace("}", """, "display": "full" }""", StringComparison.Ordinal));
        var again = await harness.EvaluateAsync();
        var blind = await harness.EvaluateAsync("m#blind");

        Assert.Equal((2, 1, 3), (again.Answered, again.Reused, blind.Reused));
        Assert.Equal(8, server.Count);
        Assert.Equal(5, (await harness.LogAsync()).Count);
    }

    [Fact]
    public async Task Evaluate_ShuffledImages_AreShownByTheRule()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await CreateAsync();
        await harness.PlanAsync(Hosted(server).Replace("blind", "shuffled-image", StringComparison.Ordinal), Benchmark);
        await harness.EvaluateAsync("m#shuffled-image");
        var expected = Images.Select(image => Hashing.Sha256(ImageTransport.Prepare(image, Hashing.Sha256(image), new HashSet<string> { "png" }, DisplayRule.Default).Bytes.Span)).ToHashSet();
        Assert.Equal(expected, server.Calls.Select(call => Hashing.Sha256(Convert.FromBase64String(call.ImageBase64))).ToHashSet());
    }

    [Theory]
    [InlineData("")]
    [InlineData("authors")]
    [InlineData("minmax by channel")]
    public async Task Evaluate_ContrastiveInProcessAndBehindAnEndpoint_SeeTheSamePixels(string display)
    {
        var benchmark = display.Length == 0 ? Benchmark : Benchmark.Replace("}", $$""", "display": "{{display}}" }""", StringComparison.Ordinal);
        await using var harness = await CreateAsync();
        await harness.StoreModelAsync("models/tiny", "tests/Contrastive.Tests/data/clip");
        await harness.PlanAsync("""{ "id": "m", "kind": "clip", "source": "models/tiny" }""", benchmark);
        await harness.EvaluateAsync();
        var inProcess = (await harness.LogAsync()).ToDictionary(record => record.Row);
        Assert.Equal(display.Length == 0 ? "percentile 0.1-99.9" : display, inProcess[0].Image!.Display);

        await using var server = await LoopbackEmbeddingServer.StartAsync(RepositoryFiles.Path("tests/Contrastive.Tests/data/clip"));
        await harness.PlanAsync($$"""{ "id": "m", "kind": "clip", "endpoint": "{{server.Endpoint}}", "model": "served" }""", benchmark);
        await harness.EvaluateAsync();
        var remote = await harness.LogAsync();
        Assert.Equal(3, remote.Count);
        Assert.All(remote, record => Assert.All(inProcess[record.Row].Scores!.Zip(record.Scores!), pair => Assert.Equal(pair.First, pair.Second, 4)));
    }

    [Fact]
    public async Task Evaluate_DatasetOfAVersionThatDidNotLook_FailsTheDeepImagesWithAdvice()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await CreateAsync();
        // An index of an earlier version, without bits.
        var reader = await DatasetReader.OpenAsync(harness.Store, "drawn", Token);
        var lines = string.Concat((await reader.ReadShardAsync(0, Token)).Select(record =>
            JsonSerializer.Serialize(record with { Bits = null }, DatasetJsonContext.Default.ImageRecord) + "\n"));
        await harness.Store.WriteAsync(StoreLayout.Shard("drawn", 0), Gzip(Encoding.UTF8.GetBytes(lines)), Token);
        var info = reader.Info with { Depth = null, Shards = [reader.Info.Shards[0] with { Sha256 = Hashing.Sha256(Encoding.UTF8.GetBytes(lines)) }] };
        await harness.Store.WriteAsync(
            StoreLayout.DatasetInfo("drawn"), JsonSerializer.SerializeToUtf8Bytes(info, DatasetJsonContext.Default.DatasetInfo), Token);

        var plan = await harness.PlanAsync(Hosted(server), Benchmark);
        var result = await harness.EvaluateAsync();

        Assert.Null(plan.Display);
        Assert.Equal((1, 2), (result.Answered, result.Failed));
        Assert.All(await harness.FaultsAsync(), fault => Assert.EndsWith("Import it again.", fault.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prepare_FolderImportedByAVersionThatDidNotLook_IsImportedAgain()
    {
        await using var harness = await CreateAsync();
        var manifest = ManifestReader.Read("""{ "name": "t", "benchmark": { "dataset": "./dataset", "tasks": ["phase"] }, "models": [ { "id": "c", "kind": "random" } ] }"""u8.ToArray()).Manifest!;
        var said = new List<string>();
        async Task<DatasetInfo> PrepareAsync()
        {
            await LocalSources.PrepareAsync(harness.Store, "t-1", manifest, Path.GetDirectoryName(harness.DatasetFolder)!, said.Add, Token);
            var name = Assert.Single(await DatasetReader.ListAsync(harness.Store, Token), name => name != "drawn");
            return (await DatasetReader.OpenAsync(harness.Store, name, Token)).Info;
        }

        var first = await PrepareAsync();
        await harness.Store.WriteAsync(
            StoreLayout.DatasetInfo(first.Name), JsonSerializer.SerializeToUtf8Bytes(first with { Depth = null }, DatasetJsonContext.Default.DatasetInfo), Token);
        var second = await PrepareAsync();
        var third = await PrepareAsync();

        Assert.Equal((first.Depth, first.Depth, 2), (second.Depth, third.Depth, said.Count));
    }

    private static string Hosted(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "controls": ["blind"] }""";

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress))
            gzip.Write(content);
        return compressed.ToArray();
    }

    /// <summary>A store with three pictures, two of them of 12 bits in 16.</summary>
    internal static Task<PipelineHarness> CreateAsync() => PipelineHarness.CreateAsync(spoil: folder =>
    {
        foreach (var file in Directory.GetFiles(folder))
            File.Delete(file);
        string[] names = ["a.tif", "b.png", "c.png"];
        foreach (var (name, bytes) in names.Zip(Images))
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        File.WriteAllLines(Path.Combine(folder, "questions.jsonl"), names.Select((name, row) =>
            $$"""{"image": "{{name}}", "questions": {"phase": {"question": "Image {{row}}?", "options": ["a", "b"], "answer_idx": {{row % 2}} } } }"""));
    });
}
