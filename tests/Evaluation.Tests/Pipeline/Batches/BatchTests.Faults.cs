using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <content>Requests that providers refuse, lose or damage.</content>
public sealed partial class BatchTests
{
    [Fact]
    public async Task Batch_ThatExpiresInPart_IsMergedAndTheRestSentAgain()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { AnsweredOf = number => number == 0 ? 10 : null };
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { FailureOf = _ => ("invalid_json_line", "This line is not parseable.") };
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { FailureOf = number => number == 0 ? ("token_limit_exceeded", "Enqueued token limit reached") : null };
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { Before = _ => Interlocked.Increment(ref calls) is 2 or 5 or 9 ? LoopbackResponse.Error(status, message) : null };
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { Before = _ => LoopbackResponse.Error(503, "busy") };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Contains("10 times in a row", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WithAWrongKey_StopTheModel()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { Before = _ => LoopbackResponse.Error(401, "Incorrect API key provided") };
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
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
}
