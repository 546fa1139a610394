using System.Text.Json.Nodes;
using MuBench.Models.Batch;
using MuBench.Pipeline;
using MuBench.Pipeline.Batches;
using MuBench.Responses;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <summary>Batches against servers that speak the providers' protocols: what is sent, what is kept, what goes wrong.</summary>
public sealed class BatchTests
{
    private const int Questions = 24;
    private const string Price = """, "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string OpenAI(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "delivery": "batch" {{more}} }""";

    private static string Azure(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "loop", "apiKey": "secret:loop-key", "delivery": "batch" }""";

    private static string Anthropic(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "claude-loop", "apiKey": "secret:loop-key", "delivery": "batch" }""";

    [Fact]
    public async Task OpenAI_Batch_SendsTheBodiesOfSingleCallsAndLogsTheAnswers()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("B) yes"));
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

        await using var online = await LoopbackChatServer.StartAsync(_ => ChatReply.Text("A"));
        await harness.PlanAsync(OpenAI(online, Price).Replace("batch", "online", StringComparison.Ordinal));
        await harness.EvaluateAsync();
        Assert.Equal(
            online.Calls.Select(call => call.Body).Order(StringComparer.Ordinal),
            batches.LinesOf(0).Select(line => line[(line.IndexOf("\"body\":", StringComparison.Ordinal) + 7)..^1]).Order(StringComparer.Ordinal));
        Assert.All(batches.LinesOf(0), line => Assert.Equal(("POST", "/v1/chat/completions"), ((string)JsonNode.Parse(line)!["method"]!, (string)JsonNode.Parse(line)!["url"]!)));
    }

    [Fact]
    public async Task Delivery_IsNoPartOfTheKey_SoThatEachFindsTheOthersAnswers()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));
        await harness.EvaluateAsync();

        await harness.PlanAsync(OpenAI(server).Replace("\"batch\"", "\"online\"", StringComparison.Ordinal));

        Assert.Equal((0, Questions), (await harness.EvaluateAsync()) is var again ? (again.Answered, again.Reused) : default);
    }

    [Fact]
    public async Task Azure_Batch_WaitsForItsFileAndUsesItsOwnRoutes()
    {
        var batches = new LoopbackBatches(azure: true, _ => LoopbackAzure.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Azure(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal(Questions, result.Answered);
        Assert.Equal("gpt-4o-2024-11-20", (await harness.LogAsync()).First().Model);
        Assert.Equal("loop", (string)JsonNode.Parse(batches.LinesOf(0)[0])!["body"]!["model"]!);
        Assert.All(server.Calls, call => Assert.Equal(ProviderRun.Key, call.Headers["api-key"]));
        Assert.Single(server.Calls, call => call is { Method: "POST", Path: "/openai/v1/files" });
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
            var prompt when prompt.Contains("stain of image 0", StringComparison.Ordinal) => ChatReply.Error(400, "filtered", code: "content_filter"),
            var prompt when prompt.Contains("stain of image 1", StringComparison.Ordinal) => ChatReply.Error(400, "no such image format"),
            var prompt when prompt.Contains("stain of image 2", StringComparison.Ordinal) => ChatReply.Text(null, refusal: "I cannot help with that."),
            _ => ChatReply.Text("A"),
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
        Assert.Single(batches.Batches); // what was rejected is not sent again
    }

    [Fact]
    public async Task Batch_ThatExpiresInPart_IsMergedAndTheRestSentAgain()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { AnsweredOf = number => number == 0 ? 10 : null };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, 0), (result.Answered, result.Failed));
        Assert.Equal([24, 14], Enumerable.Range(0, 2).Select(number => batches.LinesOf(number).Count));
    }

    [Fact]
    public async Task Anthropic_BatchThatExpiresOrFailsInPart_IsSentThreeTimesAtMost()
    {
        var batches = new LoopbackAnthropicBatches(body => body.ToJsonString().Contains("stain of image 1", StringComparison.Ordinal)
            ? LoopbackAnthropic.Error(529, "overloaded_error", "Overloaded")
            : LoopbackAnthropic.Text("A"))
        { AnsweredOf = number => number == 0 ? 20 : null };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Anthropic(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions - 1, 1), (result.Answered, result.Failed));
        Assert.Equal([24, 5, 1], batches.Batches.Select(batch => batch.Count));
        Assert.Contains("sent in 3 batches", Assert.Single(await harness.FaultsAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_ThatTheProviderRefusesWhole_StopsTheModelInItsWords()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { FailureOf = _ => ("invalid_json_line", "This line is not parseable.") };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Contains("This line is not parseable.", result.StopReason, StringComparison.Ordinal);
        Assert.Single(batches.Batches);
    }

    [Fact]
    public async Task Batch_ForWhichTheQueueIsFull_IsSentAgainLater()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { FailureOf = number => number == 0 ? ("token_limit_exceeded", "Enqueued token limit reached") : null };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));
        var advance = Advance(harness, harness.Context with { Time = new ShiftedTime(TimeSpan.FromHours(1)) });

        var first = await StepsAsync(Advance(harness), harness, step => batches.Batches.Count == 1 && step.WaitSeconds > 0);
        Assert.Equal(Questions, first.Open);
        var last = await StepsAsync(advance, harness, step => step.Open == 0);

        Assert.Equal((0, null), (last.Failed, last.StopReason));
        Assert.Equal(2, batches.Batches.Count);
        Assert.Equal(Questions, (await harness.LogAsync()).Count);
    }

    [Theory]
    [InlineData(503, "busy")]
    [InlineData(429, "slow down")]
    public async Task Calls_ThatFailForNow_AreMadeAgain(int status, string message)
    {
        var calls = 0;
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { Before = _ => Interlocked.Increment(ref calls) is 2 or 5 or 9 ? ChatReply.Error(status, message) : null };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, null), (result.Answered, result.StopReason));
        Assert.Single(batches.Batches);
    }

    [Fact]
    public async Task Calls_ThatFailForEver_StopTheModel()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { Before = _ => ChatReply.Error(503, "busy") };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Contains("10 times in a row", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WithAWrongKey_StopTheModel()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { Before = _ => ChatReply.Error(401, "Incorrect API key provided") };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Contains("refused the key with 401", result.StopReason, StringComparison.Ordinal);
        Assert.DoesNotContain(ProviderRun.Key, result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenImage_FailsItsQuestionsAndIsNotSent()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync(folder =>
        {
            var path = Path.Combine(folder, "000002.png");
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..60]);
        });
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((18, 6), (result.Answered, result.Failed));
        Assert.Equal(18, batches.LinesOf(0).Count);
    }

    [Fact]
    public async Task Budget_OfABatch_IsSetAsideWholeAndSettled()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, Price), more: """, "budget": { "maxUsd": 0.001 }""");

        var result = await harness.EvaluateAsync();

        Assert.True(result.IsOutOfBudget);
        Assert.InRange(result.Answered, 10, 16);
        Assert.Equal(result.Answered * 0.00006m, result.SpentUsd);
        Assert.True(result.SpentUsd <= 0.001m);
        Assert.True(batches.Batches.Count > 1); // what the first one gave back paid for a second
    }

    [Fact]
    public async Task Step_ByStep_SaysWhatIsOpenAndHeld()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { PollsBeforeEnd = 3 };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, Price));
        var advance = Advance(harness);

        var first = await advance.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0, 1m), new("m", 0), CancellationToken.None, Token);
        var last = await StepsAsync(advance, harness, step => step.Open == 0);

        Assert.Equal((Questions, Questions, 0, 0m), (first.Open, first.Missing, first.Answered, first.SpentUsd));
        Assert.InRange(first.HeldUsd, 0.00006m * Questions, 0.01m);
        Assert.Equal((0m, Questions * 0.00006m), (last.HeldUsd, last.SpentUsd));
        Assert.True(System.Text.Json.JsonSerializer.Serialize(first).Length < 2000);
    }

    [Fact]
    public async Task Drain_WhileABatchIsUnderWay_LeavesItAndALaterRunFindsIt()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A")) { PollsBeforeEnd = 2 };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));
        using var draining = new CancellationTokenSource();
        var running = Slow(harness).RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new("m", 0), draining.Token, Token);
        while (batches.Batches.Count == 0)
            await Task.Delay(5, Token);

        await draining.CancelAsync();
        var left = await running;
        var again = await harness.EvaluateAsync();

        Assert.Equal((0, Questions), (left.Answered, left.NotRun));
        Assert.Equal(Questions, again.Answered);
        Assert.Single(batches.Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_WhoseSubmissionWasNotNoted_IsFoundByListing(bool anthropic)
    {
        var openai = new LoopbackBatches(azure: false, _ => ChatReply.Text("A"));
        var claude = new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("A"));
        await using var server = anthropic ? await claude.StartAsync() : await openai.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(anthropic ? Anthropic(server) : OpenAI(server));
        await Advance(harness).RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new("m", 0), CancellationToken.None, Token);

        // As a process leaves it that is killed between the submission and its note.
        var document = Assert.Single(await BatchStore.ReadAsync(harness.Store, harness.RunId, "m", 0, Token));
        Assert.Equal(BatchStage.Submitted, document.Stage);
        await BatchStore.WriteAsync(harness.Store, document with { Stage = BatchStage.Prepared, BatchId = null });
        if (anthropic) // it ends whether or not anybody asks after it
            await new HttpClient { DefaultRequestHeaders = { { "x-api-key", "k" }, { "anthropic-version", "v" } } }.GetAsync(new Uri($"{server.Address}v1/messages/batches/msgbatch_1"), Token);
        var result = await harness.EvaluateAsync();

        Assert.Equal(Questions, result.Answered);
        Assert.Equal(1, anthropic ? claude.Batches.Count : openai.Batches.Count);
    }

    [Fact]
    public async Task Anthropic_BatchThatMayBeTheLostOne_IsWaitedFor()
    {
        var batches = new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("A")) { PollsBeforeEnd = 100 };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Anthropic(server));
        var advance = Advance(harness);
        await advance.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new("m", 0), CancellationToken.None, Token);
        var document = Assert.Single(await BatchStore.ReadAsync(harness.Store, harness.RunId, "m", 0, Token));
        await BatchStore.WriteAsync(harness.Store, document with { Stage = BatchStage.Prepared, BatchId = null });

        var step = await advance.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new("m", 0), CancellationToken.None, Token);

        Assert.Equal(Questions, step.Open);
        Assert.Single(batches.Batches);
    }

    [Fact]
    public async Task Merge_RepeatedBecauseItWasNotNoted_LogsNothingTwice()
    {
        var batches = new LoopbackBatches(azure: false, _ => ChatReply.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, Price), more: """, "budget": { "maxUsd": 1 }""");
        await harness.EvaluateAsync();
        var document = Assert.Single(await BatchStore.ReadAsync(harness.Store, harness.RunId, "m", 0, Token));
        await BatchStore.WriteAsync(harness.Store, document with { Stage = BatchStage.Submitted });

        var again = await harness.EvaluateAsync();

        Assert.Equal((0, Questions, Questions * 0.00006m), (again.Answered, again.Reused, again.SpentUsd));
        Assert.Equal(BatchStage.Merged, Assert.Single(await BatchStore.ReadAsync(harness.Store, harness.RunId, "m", 0, Token)).Stage);
        Assert.Single(batches.Batches);
    }

    private static string PromptOf(JsonNode body) => (string)body["messages"]![0]!["content"]![0]!["text"]!;

    private static Task<PipelineHarness> HarnessAsync(Action<string>? spoil = null) =>
        PipelineHarness.CreateAsync(environment: name => name == "LOOP_KEY" ? ProviderRun.Key : null, spoil: spoil, polling: new BatchPolling { First = TimeSpan.FromMilliseconds(5), Most = TimeSpan.FromMilliseconds(20) });

    private static AdvanceBatches Advance(PipelineHarness harness, PipelineContext? context = null) =>
        new(context ?? harness.Context, harness.Pool, harness.Inputs);

    private static EvaluateShard Slow(PipelineHarness harness) =>
        new(harness.Context with { Polling = new BatchPolling { First = TimeSpan.FromHours(1), Most = TimeSpan.FromHours(1) } }, harness.Pool, harness.Inputs);

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
