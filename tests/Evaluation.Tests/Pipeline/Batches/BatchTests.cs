using System.Text.Json.Nodes;
using MuBench.Models.Batch;
using MuBench.Pipeline;
using MuBench.Pipeline.Batches;
using MuBench.Pipeline.Evaluating;
using MuBench.Responses;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <summary>Batches with servers of the providers' protocols: requests, stored responses, and faults.</summary>
public sealed partial class BatchTests
{
    private const int Questions = 24;
    private const string Price = """, "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string OpenAI(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "delivery": "batch" {{more}} }""";

    private static string Azure(LoopbackChatServer server, string apiVersion) =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "loop", "apiVersion": "{{apiVersion}}", "apiKey": "secret:loop-key", "delivery": "batch" }""";

    private static string Anthropic(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "claude-loop", "apiKey": "secret:loop-key", "delivery": "batch" }""";

    [Fact]
    public async Task OpenAI_Batch_SendsTheBodiesOfSingleCallsAndLogsTheAnswers()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("B) yes"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, Price));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, 0, 0), (result.Answered, result.Failed, result.NotRun));
        var records = await harness.LogAsync();
        Assert.Equal(Questions, records.Count);
        Assert.All(records, record => Assert.Equal(("B) yes", "stop", "batch", "loopback-1", 100L, null), (record.Text, record.Finish, record.Delivery, record.Model, record.InputTokens, record.LatencyMs)));
        Assert.All(records, record => Assert.Equal(0.00006m, record.Usd)); // half of (100 x $1 + 2 x $10) per million
        Assert.All(records, record => Assert.Equal(("png", 8, 8), (record.Image!.Codec, record.Image.Width, record.Image.Height)));
        var batch = Assert.Single(batches.Batches);
        Assert.Equal(harness.RunId, (string)batch["metadata"]!["mubench_run"]!);
        Assert.Equal(("m", "0"), ((string)batch["metadata"]!["mubench_model"]!, (string)batch["metadata"]!["mubench_shard"]!));
        Assert.All(server.Calls, call => Assert.Equal($"Bearer {ProviderRun.Key}", call.Authorization));

        await using var online = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await harness.PlanAsync(OpenAI(online, Price).Replace("batch", "online", StringComparison.Ordinal));
        await harness.EvaluateAsync();
        Assert.Equal(
            online.Calls.Select(call => call.Body).Order(StringComparer.Ordinal),
            batches.LinesOf(0).Select(line => line[(line.IndexOf("\"body\":", StringComparison.Ordinal) + 7)..^1]).Order(StringComparer.Ordinal));
        Assert.All(batches.LinesOf(0), line => Assert.Equal(("POST", "/v1/chat/completions"), ((string)JsonNode.Parse(line)!["method"]!, (string)JsonNode.Parse(line)!["url"]!)));
    }

    [Fact]
    public async Task Batch_OfQuestionsWithoutImages_IsReadBackAndLogged()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, """, "controls": ["blind"]"""));

        var result = await harness.EvaluateAsync("m#blind");

        Assert.Equal((Questions, 0, 0), (result.Answered, result.Failed, result.NotRun));
        Assert.All(await harness.LogAsync("m#blind"), record => Assert.Null(record.Image));
    }

    [Fact]
    public async Task Delivery_IsNoPartOfTheKey_SoThatEachFindsTheOthersAnswers()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));
        await harness.EvaluateAsync();

        await harness.PlanAsync(OpenAI(server).Replace("\"batch\"", "\"online\"", StringComparison.Ordinal));

        Assert.Equal((0, Questions), (await harness.EvaluateAsync()) is var again ? (again.Answered, again.Reused) : default);
    }

    [Theory]
    [InlineData("v1", "/openai/v1/files")]
    [InlineData("2024-10-21", "/openai/files")]
    public async Task Azure_Batch_WaitsForItsFileAndUsesItsOwnRoutes(string apiVersion, string files)
    {
        var batches = new LoopbackBatches(azure: true, _ => LoopbackAzure.Text("A")) { ApiVersion = apiVersion == "v1" ? null : apiVersion };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Azure(server, apiVersion));

        var result = await harness.EvaluateAsync();

        Assert.Equal(Questions, result.Answered);
        Assert.Equal("gpt-4o-2024-11-20", (await harness.LogAsync()).First().Model);
        Assert.Equal("loop", (string)JsonNode.Parse(batches.LinesOf(0)[0])!["body"]!["model"]!);
        Assert.All(server.Calls, call => Assert.Equal(ProviderRun.Key, call.Headers["api-key"]));
        Assert.Single(server.Calls, call => call.Method == "POST" && call.Path == files);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("v1")]
    [InlineData("2025-04-01-preview")]
    public async Task Responses_Batch_HasItsOwnRouteAndReadsItsOwnShape(string? azureVersion)
    {
        var batches = new LoopbackBatches(azureVersion is not null, _ => LoopbackResponses.Text("A")) { Operation = "responses", ApiVersion = azureVersion == "v1" ? null : azureVersion };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync((azureVersion is null ? OpenAI(server) : Azure(server, azureVersion)).Replace("\"kind\"", "\"api\": \"responses\", \"kind\"", StringComparison.Ordinal));

        var result = await harness.EvaluateAsync();

        Assert.Equal(Questions, result.Answered);
        Assert.Equal("/v1/responses", (string)JsonNode.Parse(batches.LinesOf(0)[0])!["url"]!);
        Assert.All(await harness.LogAsync(), record => Assert.Equal(("A", 64L), (record.Text, record.ReasoningTokens)));
    }

    [Fact]
    public async Task Anthropic_Batch_SendsTheParametersOfSingleCallsAndLogsTheAnswers()
    {
        var batches = new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Anthropic(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal(Questions, result.Answered);
        Assert.All(await harness.LogAsync(), record => Assert.Equal(("A", "claude-loopback-20261021", 1000L, 100L), (record.Text, record.Model, record.InputTokens, record.CachedInputTokens)));
        var parameters = Assert.Single(batches.Batches)[0]!["params"]!.AsObject();
        Assert.Equal(["max_tokens", "messages", "model"], parameters.Select(field => field.Key).Order());
        Assert.Equal(["text", "image"], parameters["messages"]![0]!["content"]!.AsArray().Select(part => (string)part!["type"]!));
    }

    [Fact]
    public async Task Answers_OfEveryKind_AreWhatTheyAreOnline()
    {
        var batches = new LoopbackBatches(azure: false, body => PromptOf(body) switch
        {
            var prompt when prompt.Contains("stain of image 0", StringComparison.Ordinal) => LoopbackResponse.Error(400, "filtered", code: "content_filter"),
            var prompt when prompt.Contains("stain of image 1", StringComparison.Ordinal) => LoopbackResponse.Error(400, "no such image format"),
            var prompt when prompt.Contains("stain of image 2", StringComparison.Ordinal) => LoopbackResponse.Text(null, refusal: "I cannot help with that."),
            _ => LoopbackResponse.Text("A"),
        });
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions - 1, 1), (result.Answered, result.Failed));
        var finishes = (await harness.LogAsync()).Select(record => record.Finish).ToLookup(finish => finish);
        Assert.Single(finishes[FinishReasons.ContentFilter]);
        Assert.Single(finishes[FinishReasons.Refusal]);
        Assert.Contains("no such image format", Assert.Single(await harness.FaultsAsync()).Reason, StringComparison.Ordinal);
        Assert.Single(batches.Batches); // rejected requests are not sent again
    }

    [Fact]
    public async Task Usage_ThatCannotBeTrue_CostsWhatWasSetAsideAndTheAnswersAreKept()
    {
        var batches = new LoopbackBatches(azure: false, body => PromptOf(body).Contains("stain of image 0", StringComparison.Ordinal)
            ? LoopbackResponse.Text("A", inputTokens: -1) : LoopbackResponse.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, Price), more: """, "budget": { "maxUsd": 1 }""");

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, 0), (result.Answered, result.Failed));
        Assert.Single(await harness.LogAsync(), record => record is { HasImplausibleUsage: true, Usd: null, InputTokens: null });
        Assert.InRange(result.SpentUsd, (Questions - 1) * 0.00006m + 0.00006m, (Questions - 1) * 0.00006m + 0.0004m);
    }

    private static string PromptOf(JsonNode body) => (string)body["messages"]![0]!["content"]![0]!["text"]!;

    private static Task<PipelineHarness> HarnessAsync(Action<string>? spoil = null) =>
        PipelineHarness.CreateAsync(environment: name => name == "LOOP_KEY" ? ProviderRun.Key : null, spoil: spoil, polling: new BatchPolling { First = TimeSpan.FromMilliseconds(5), Max = TimeSpan.FromMilliseconds(20) });

    private static AdvanceBatches Advance(PipelineHarness harness, PipelineContext? context = null) =>
        new(context ?? harness.Context, harness.Pool, harness.Inputs);

    private static EvaluateShard Slow(PipelineHarness harness) =>
        new(harness.Context with { Polling = new BatchPolling { First = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1) } }, harness.Pool, harness.Inputs);

    private static async Task<AdvanceBatchesResult> StepsAsync(AdvanceBatches advance, PipelineHarness harness, Func<AdvanceBatchesResult, bool> until)
    {
        for (var step = 0; step < 20; step++)
        {
            var result = await advance.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0, 1m), new("m", 0), CancellationToken.None, Token);
            if (until(result))
                return result;
        }

        throw new TimeoutException("The batches do not end.");
    }

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
