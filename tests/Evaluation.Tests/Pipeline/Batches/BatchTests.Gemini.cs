using MuBench.Models.Batch;
using MuBench.Pipeline.Batches;
using MuBench.Pipeline.Evaluating;
using MuBench.Responses;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <content>Batches of Gemini.</content>
public sealed partial class BatchTests
{
    private static string Gemini(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "gemini-loop", "apiKey": "secret:loop-key", "delivery": "batch" {{more}} }""";

    [Fact]
    public async Task Gemini_Batch_SendsTheBodiesOfSingleCallsAndLogsTheAnswers()
    {
        var batches = new LoopbackGeminiBatches(_ => LoopbackGemini.Text("B) yes"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Gemini(server, Price));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, 0, 0), (result.Answered, result.Failed, result.NotRun));
        Assert.All(await harness.LogAsync(), record => Assert.Equal(
            ("B) yes", "stop", "batch", "gemini-loopback-001", 1100L, null), (record.Text, record.Finish, record.Delivery, record.Model, record.InputTokens, record.LatencyMs)));
        Assert.All(await harness.LogAsync(), record => Assert.Equal(0.000815m, record.Usd)); // half of (1,100 x $1 + 53 x $10) per million
        Assert.Single(batches.Batches);
        Assert.Single(server.Calls, call => call is { Method: "POST", Path: "/v1beta/models/gemini-loop:batchGenerateContent" });
        Assert.All(server.Calls, call => Assert.Equal(ProviderRun.Key, call.Headers["x-goog-api-key"]));

        await using var online = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A"));
        await harness.PlanAsync(Gemini(online, Price).Replace("\"batch\"", "\"online\"", StringComparison.Ordinal));
        await harness.EvaluateAsync();
        Assert.Equal(
            online.Calls.Select(call => call.Json.ToJsonString()).Order(StringComparer.Ordinal),
            batches.RequestsOf(0).Select(request => request["request"]!.ToJsonString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Gemini_AnswersOfEveryKind_AreWhatTheyAreOnline()
    {
        var batches = new LoopbackGeminiBatches(body => body.ToJsonString() switch
        {
            var text when text.Contains("stain of image 0", StringComparison.Ordinal) => LoopbackGemini.Blocked("SAFETY"),
            var text when text.Contains("stain of image 1", StringComparison.Ordinal) => LoopbackGemini.Error(3, "INVALID_ARGUMENT", "Unable to process input image."),
            _ => LoopbackGemini.Text("A"),
        });
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Gemini(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions - 1, 1), (result.Answered, result.Failed));
        Assert.Single(await harness.LogAsync(), record => record.Finish == FinishReasons.ContentFilter);
        Assert.Contains("Unable to process input image.", Assert.Single(await harness.FaultsAsync()).Reason, StringComparison.Ordinal);
        Assert.Single(batches.Batches); // a request that is wrong is not sent again
    }

    [Fact]
    public async Task Gemini_BatchThatExpiresOrFailsInPart_IsSentThreeTimesAtMost()
    {
        var batches = new LoopbackGeminiBatches(body => body.ToJsonString().Contains("stain of image 1", StringComparison.Ordinal)
            ? LoopbackGemini.Error(14, "UNAVAILABLE", "The model is overloaded.") : LoopbackGemini.Text("A"))
        { AnsweredOf = number => number == 0 ? 20 : null };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Gemini(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions - 1, 1), (result.Answered, result.Failed));
        Assert.Equal([24, 5, 1], Enumerable.Range(0, batches.Batches.Count).Select(number => batches.RequestsOf(number).Count));
    }

    [Fact]
    public async Task Gemini_BatchWhoseSubmissionWasNotNoted_IsFoundByItsNameWhileItRuns()
    {
        var batches = new LoopbackGeminiBatches(_ => LoopbackGemini.Text("A")) { PollsBeforeEnd = 2, OthersInList = 3 };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Gemini(server));
        await Advance(harness).RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new("m", 0), CancellationToken.None, Token);
        var document = Assert.Single(await BatchStore.ReadAsync(harness.Store, harness.RunId, "m", 0, Token));
        await BatchStore.WriteAsync(harness.Store, document with { Stage = BatchStage.Prepared, BatchId = null });

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, null), (result.Answered, result.StopReason));
        Assert.Single(batches.Batches);
        Assert.Equal($"mubench-{document.Id}", (string)batches.Batches[0]["displayName"]!);
    }

    [Theory]
    [InlineData(3, "The batch has an invalid request.", 1)]
    [InlineData(8, "Too many batches are queued.", 2)]
    public async Task Gemini_BatchThatFailsAsAWhole_StopsTheModelOrWaits(int code, string message, int sent)
    {
        var batches = new LoopbackGeminiBatches(_ => LoopbackGemini.Text("A")) { FailureOf = number => number == 0 ? (code, message) : null };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Gemini(server));
        var later = harness.Context with { Time = new ShiftedTime(TimeSpan.FromHours(1)) };
        if (sent == 1)
        {
            Assert.Contains(message, (await harness.EvaluateAsync()).StopReason, StringComparison.Ordinal);
        }
        else
        {
            await StepsAsync(Advance(harness), harness, step => step.WaitSeconds > 0);
            Assert.Null((await StepsAsync(Advance(harness, later), harness, step => step.Open == 0)).StopReason);
        }

        Assert.Equal(sent, batches.Batches.Count);
    }
}
