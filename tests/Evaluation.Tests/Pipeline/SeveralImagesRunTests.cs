using System.Text;
using System.Text.Json.Nodes;
using MuBench.Json;
using MuBench.Models.Batch;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Tests.Models;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>A run with questions about several images: MicroVQA's rows, its prompts, and all images in order.</summary>
public sealed class SeveralImagesRunTests
{
    private const string Benchmark = """{ "dataset": "drawn", "tasks": ["microvqa"] }""";

    private static readonly IReadOnlyList<TestMicroVqa.Row> Rows = TestMicroVqa.Rows(6);

    [Fact]
    public async Task Evaluate_SeveralImages_SendsAllInOrderBehindTheText()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text($"Step by step.\nThe answer is ({RowOf(call).Answer + 1})"));
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Model(server), Benchmark);
        await harness.EvaluateAsync();

        Assert.Equal((6, Rows.Sum(row => row.Images!.Count), 6), (plan.Items, plan.Images, plan.Questions));
        Assert.Equal(6, server.Count);
        Assert.All(server.Calls, call =>
        {
            var row = RowOf(call);
            Assert.Equal(["text", .. Enumerable.Repeat("image_url", row.Images!.Count)], call.PartTypes);
            Assert.Equal(row.Images, call.ImagesBase64.Select(Convert.FromBase64String));
            Assert.StartsWith("The following is a multiple choice question (with answers). \nThink step by step", call.Prompt, StringComparison.Ordinal);
            Assert.Equal(2048, (int)call.Json["max_completion_tokens"]!); // the limit of the style's authors, because the manifest sets none
        });
        foreach (var record in await harness.LogAsync())
        {
            Assert.Equal(Rows[record.Row].Images!.Select(Hash), record.Images.Select(sent => sent.Sha256));
            Assert.Equal(Rows[record.Row].Images!.Count - 1, record.FurtherImages?.Count ?? 0);
        }

        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);
        var scores = (await harness.ScoresAsync("m")).Scores;
        Assert.All(scores, score => Assert.Equal(1, score.Accuracy));
        Assert.Equal(
            ["all", "experiment_proposal", "expert_visual_understanding", "hypothesis_generation"],
            scores.Where(score => score is { Task: "microvqa", Protocol: Protocols.Official } && !score.Slice.Contains(':', StringComparison.Ordinal)).Select(score => score.Slice).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Evaluate_OnePictureOfSeveralBroken_FailsItsQuestionAloneAndSaysWhich()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("The answer is (1)"));
        await using var harness = await CreateAsync([Rows[0], Rows[1] with { Images = [Rows[1].Images![0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]] }, Rows[2]]);
        await harness.PlanAsync(Model(server), Benchmark);
        await harness.EvaluateAsync();

        Assert.Equal(2, server.Count);
        var fault = Assert.Single(await harness.FaultsAsync());
        Assert.Equal(1, fault.Row);
        Assert.Contains("image 2 of 2:", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_Controls_ShowNoneOrAllImagesOfAnother()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("The answer is (1)"));
        await using var harness = await CreateAsync();
        await harness.PlanAsync(Model(server), Benchmark, """, "controls": ["blind", "shuffled-image"]""");
        await harness.EvaluateAsync("m#blind");
        Assert.All(server.Calls, call =>
        {
            Assert.Equal(["text"], call.PartTypes);
            Assert.StartsWith("The following is a multiple choice question (with answers).If an image is mentioned ignore this information", call.Prompt, StringComparison.Ordinal);
        });

        await harness.EvaluateAsync("m#shuffled-image");
        var shuffled = server.Calls.Skip(6).ToList();
        Assert.Equal(6, shuffled.Count);
        Assert.All(shuffled, call =>
        {
            var shown = call.ImagesBase64.Select(Convert.FromBase64String).ToList();
            var other = Assert.Single(Rows, row => row.Images!.Count == shown.Count && row.Images.Zip(shown).All(pair => pair.First!.SequenceEqual(pair.Second)));
            Assert.NotEqual(RowOf(call).Key, other.Key);
        });
        Assert.Equal(6, shuffled.Select(call => call.ImageBase64).Distinct().Count());
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Evaluate_InBatches_AsksAsSingleCallsDo(string kind)
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("The answer is (1)"));
        var messageBatches = new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("The answer is (1)"));
        await using var server = kind == "openai" ? await batches.StartAsync() : await messageBatches.StartAsync();
        await using var harness = await CreateAsync();
        await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "{{kind}}", "endpoint": "{{(kind == "openai" ? server.Endpoint : server.Address)}}", "model": "loop", "apiKey": "secret:loop-key", "delivery": "batch" }""", Benchmark);
        await harness.EvaluateAsync();

        var bodies = kind == "openai"
            ? batches.LinesOf(0).Select(line => JsonNode.Parse(line)!["body"]!)
            : messageBatches.Batches.Single().Select(request => request!["params"]!);
        var sent = bodies.Select(body => new ChatCall(0, "", null, Encoding.UTF8.GetBytes(body.ToJsonString()), default)).ToList();
        Assert.Equal(6, sent.Count);
        Assert.All(sent, call => Assert.Equal(RowOf(call).Images, call.ImagesBase64.Select(Convert.FromBase64String)));
        Assert.All(sent, call => Assert.Equal("text", call.PartTypes[0]));
        var records = await harness.LogAsync();
        Assert.Equal(6, records.Count);
        Assert.All(records, record => Assert.Equal(Rows[record.Row].Images!.Select(Hash), record.Images.Select(image => image.Sha256)));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Evaluate_OtherProviders_SendAllImagesInOrder(string kind)
    {
        await using var server = kind == "anthropic"
            ? await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("The answer is (1)"))
            : await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("The answer is (1)"));
        await using var harness = await CreateAsync();
        await harness.PlanAsync($$"""{ "id": "m", "kind": "{{kind}}", "endpoint": "{{server.Address}}{{(kind == "gemini" ? "v1beta" : "")}}", "model": "loop", "apiKey": "secret:loop-key" }""", Benchmark);
        await harness.EvaluateAsync();
        Assert.Equal(6, (await harness.LogAsync()).Count);
        Assert.All(server.Calls, call => Assert.Equal(RowOf(call).Images, call.ImagesBase64.Select(Convert.FromBase64String)));
    }

    [Fact]
    public async Task Evaluate_MoreImagesThanTheProviderTakes_FailsTheQuestionWithTheLimit()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("The answer is (1)"));
        await using var harness = await CreateAsync([Rows[0] with { Images = [.. Enumerable.Repeat(Rows[0].Images![0], 601)] }, Rows[1]]);
        await harness.PlanAsync($$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "loop", "apiKey": "secret:loop-key" }""", Benchmark);
        await harness.EvaluateAsync();
        Assert.Equal(1, server.Count);
        Assert.Contains("row 0 shows 601 images, and the provider takes at most 600 in one request", Assert.Single(await harness.FaultsAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_SeveralImages_CountsEach()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("The answer is (1)"));
        await using var harness = await CreateAsync();
        await harness.PlanAsync(Model(server, """, "pricedAs": "gpt-4o", "price": { "inputPerMillion": 1, "outputPerMillion": 10 } """), Benchmark);
        var model = Assert.Single((await new EstimateRun(harness.Context, harness.Inputs).RunAsync(harness.RunId, cancellationToken: TestContext.Current.CancellationToken)).Models);
        Assert.Equal((6L, 255L * Rows.Sum(row => row.Images!.Count), 6L * 2048), (model.Calls, model.ImageTokens, model.BoundOutputTokens));
    }

    /// <summary>A store with drawn MicroVQA rows as the dataset <c>drawn</c>.</summary>
    internal static Task<PipelineHarness> CreateAsync(IReadOnlyList<TestMicroVqa.Row>? rows = null) => PipelineHarness.CreateAsync(
        environment: name => name == "LOOP_KEY" ? ProviderRun.Key : null,
        spoil: folder => TestMicroVqa.WriteParquet(Path.Combine(folder, "x.parquet"), rows ?? Rows),
        polling: new BatchPolling { First = TimeSpan.FromMilliseconds(5), Max = TimeSpan.FromMilliseconds(20) });

    private static string Model(LoopbackChatServer server, string more = "") => $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    private static TestMicroVqa.Row RowOf(ChatCall call) => Rows.Single(row => call.Prompt.Contains($"\n\n{row.Question}\n\n", StringComparison.Ordinal));

    private static string Hash(byte[]? bytes) => Hashing.Sha256(bytes);
}
