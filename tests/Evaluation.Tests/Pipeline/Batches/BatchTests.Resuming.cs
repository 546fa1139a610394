using MuBench.Models.Batch;
using MuBench.Pipeline.Batches;
using MuBench.Pipeline.Evaluating;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <content>Budgets, and processes that end during the work.</content>
public sealed partial class BatchTests
{
    [Fact]
    public async Task Budget_OfABatch_IsSetAsideWholeAndSettled()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server, Price), more: """, "budget": { "maxUsd": 0.001 }""");

        var result = await harness.EvaluateAsync();

        Assert.True(result.IsOutOfBudget);
        Assert.InRange(result.Answered, 10, 16);
        Assert.Equal(result.Answered * 0.00006m, result.SpentUsd);
        Assert.True(result.SpentUsd <= 0.001m);
        Assert.True(batches.Batches.Count > 1); // the unused reservation of the first batch paid for a second one
    }

    [Fact]
    public async Task Step_ByStep_SaysWhatIsOpenAndHeld()
    {
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { PollsBeforeEnd = 3 };
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { PollsBeforeEnd = 2 };
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
        var openai = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
        var claude = new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("A"));
        await using var server = anthropic ? await claude.StartAsync() : await openai.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(anthropic ? Anthropic(server) : OpenAI(server));
        await Advance(harness).RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new("m", 0), CancellationToken.None, Token);

        // The state after a process is killed between the submission and its note.
        var document = Assert.Single(await BatchStore.ReadAsync(harness.Store, harness.RunId, "m", 0, Token));
        Assert.Equal(BatchStage.Submitted, document.Stage);
        await BatchStore.WriteAsync(harness.Store, document with { Stage = BatchStage.Prepared, BatchId = null });
        if (anthropic) // this batch ends even if it is not polled
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
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
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
}
