using System.Text;
using System.Text.RegularExpressions;
using MuBench.Pipeline;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring.Slices;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>A budget with real calls: spending, calls, and statements in the report.</summary>
public sealed class BudgetTests
{
    // The loopback server's responses have 100 input and 2 output tokens: $0.0001 + $0.00002.
    private const decimal PerCall = 0.00012m;
    private const string Price = """, "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 }""";

    private static string Model(LoopbackChatServer server, string more = Price, string id = "m") =>
        $$"""{ "id": "{{id}}", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    private static string Budget(decimal usd) => FormattableString.Invariant($$""", "budget": { "maxUsd": {{usd}} }""");

    [Fact]
    public async Task Budget_TooSmall_StopsAskingScoresWhatIsThereAndSaysSo()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server), more: Budget(0.002m));

        var result = await harness.EvaluateAsync();

        Assert.True(result.IsOutOfBudget);
        Assert.Null(result.StopReason);
        Assert.InRange(result.Answered, 10, 16); // the bound of a call is about three times its cost
        Assert.Equal((24 - result.Answered, 0), (result.NotRun, result.Failed));
        Assert.Equal(result.Answered * PerCall, result.SpentUsd);
        Assert.True(result.SpentUsd <= 0.002m);

        var scored = await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), TestContext.Current.CancellationToken);
        Assert.False(scored.Void);
        var scores = await harness.ScoresAsync("m");
        Assert.Equal(result.NotRun, scores.Outcomes.NotRun);
        Assert.Contains(scores.Notes, note => note.Contains("budget of $0.002", StringComparison.Ordinal));
        var whole = scores.Scores.First(score => score.Slice == SliceRules.All);
        Assert.True(whole.Lowest < whole.Highest);
        Assert.Equal(result.SpentUsd, scores.Usage.SpentUsd);

        var report = await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), TestContext.Current.CancellationToken);
        Assert.Equal((0.002m, result.SpentUsd, true), (report.Budget!.MaxUsd, report.Budget.SpentUsd, report.Budget.Reached));
    }

    [Fact]
    public async Task Budget_ThatSuffices_ChangesNothing()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server), more: Budget(1));

        var result = await harness.EvaluateAsync();

        Assert.Equal((24, false, 24 * PerCall), (result.Answered, result.IsOutOfBudget, result.SpentUsd));
    }

    [Fact]
    public async Task Budget_OfCallsThatAllExceedTheirBoundsAtOnce_IsNotUsedUpWithMoneyLeft()
    {
        const int AtOnce = 16;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == AtOnce)
                all.SetResult();
            await all.Task;
            return LoopbackResponse.Text("A", inputTokens: 700); // above the bounds of these calls, 240 to 310 tokens
        });
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, Price + $$""", "maxConcurrency": {{AtOnce}}"""), more: Budget(24 * 0.00072m * 1.5m));

        var result = await harness.EvaluateAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal((24, false, 24 * 0.00072m), (result.Answered, result.IsOutOfBudget, result.SpentUsd));
    }

    [Fact]
    public async Task Budget_OfARunGoneOnWith_CountsWhatEarlierProcessesSpent()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync(Model(server), more: Budget(0.002m));
        var first = await harness.EvaluateAsync();

        // Another process knows the run only from the store.
        var context = harness.Context with { Budgets = new RunBudgets() };
        await using var pool = new ModelPool(context);
        var again = await new EvaluateShard(context, pool, new RunInputs(context)).RunAsync(
            new EvaluateShardRequest(harness.RunId, "m", 0), new MuBench.Throttling.ModelProgress("m", 0), CancellationToken.None, TestContext.Current.CancellationToken);

        Assert.Equal(first.SpentUsd, await RunSpending.ReadAsync(harness.Store, plan, TestContext.Current.CancellationToken));
        Assert.True(again.IsOutOfBudget);
        Assert.Equal(server.Count, first.Answered + again.Answered);
        Assert.InRange(again.SpentUsd, first.SpentUsd, 0.002m);
    }

    // Two processes asked the same questions: one had been suspended, or was considered lost.
    [Fact]
    public async Task Budget_AnswersThatAreThereTwice_AreSpentTwiceButForRepeatedAppends()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync(Model(server), more: Budget(1));
        await harness.EvaluateAsync();
        var path = StoreLayout.ResponseLog(plan.Models[0].Key, plan.Dataset, plan.Revision, 0);
        var lines = Encoding.UTF8.GetString((await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken))!).Split('\n')[..3];
        string Later(string line) => Regex.Replace(line, "\"at\":\"[^\"]+\"", "\"at\":\"2031-01-01T00:00:00+00:00\"");
        // A later response whose append was repeated, a repeated line of an earlier response, and another later response.
        await harness.Store.AppendAsync(path, Encoding.UTF8.GetBytes(string.Join('\n', Later(lines[0]), Later(lines[0]), lines[1], Later(lines[2]), "")), TestContext.Current.CancellationToken);

        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), TestContext.Current.CancellationToken);

        Assert.Equal(26 * PerCall, await RunSpending.ReadAsync(harness.Store, plan, TestContext.Current.CancellationToken));
        var usage = (await harness.ScoresAsync("m")).Usage;
        Assert.Equal((26 * PerCall, 24 * PerCall, 24L), (usage.SpentUsd, usage.Usd, usage.Calls));
    }

    [Fact]
    public async Task Progress_OfARunGoneOnWith_NamesTheMoneyOfTheReport()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Prompt.Contains("likely stain of image 1?", StringComparison.Ordinal)
            ? LoopbackResponse.Text("A", inputTokens: -1) : LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server), more: Budget(1));
        var early = new MuBench.Throttling.ModelProgress("m", 24);
        var late = new MuBench.Throttling.ModelProgress("m", 24);
        await harness.Evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), early, CancellationToken.None, TestContext.Current.CancellationToken);

        await harness.Evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), late, CancellationToken.None, TestContext.Current.CancellationToken);

        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), TestContext.Current.CancellationToken);
        var spent = (await harness.ScoresAsync("m")).Usage.SpentUsd!.Value;
        Assert.True(spent > 23 * PerCall); // the response without plausible usage counts with its maximum
        Assert.Equal((spent, spent), (early.SpentUsd!.Value, late.SpentUsd!.Value));
        Assert.Equal((0m, 23L * 100), (late.Usd!.Value, late.EarlierInputTokens));
    }

    [Fact]
    public async Task Answers_ThatModelsShare_CountOnceInEverySum()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync(Model(server, id: "a") + "," + Model(server, id: "b"), more: Budget(1));

        await harness.RunAsync(plan);

        var (first, second) = (await harness.ScoresAsync("a"), await harness.ScoresAsync("b"));
        Assert.Equal(24, server.Count);
        Assert.Equal((24L, 24 * PerCall, 2400L), (first.Usage.Calls, first.Usage.SpentUsd!.Value, first.Usage.InputTokens));
        Assert.Equal((0L, 0L, 0m, 0m), (second.Usage.Calls, second.Usage.Reused, second.Usage.SpentUsd!.Value, second.Usage.Usd!.Value));
        var report = await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), TestContext.Current.CancellationToken);
        Assert.Equal((24 * PerCall, 24 * PerCall), (report.Budget!.SpentUsd, report.SpentUsd!.Value));
        Assert.Equal(24 * PerCall, await RunSpending.ReadAsync(harness.Store, plan, TestContext.Current.CancellationToken));
        // A later process computes the same.
        var progress = new MuBench.Throttling.ModelProgress("b", 24);
        await harness.Evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "b", 0), progress, CancellationToken.None, TestContext.Current.CancellationToken);
        Assert.Equal(0m, progress.SpentUsd);
    }

    [Fact]
    public async Task Retries_WithOneSlotAndMoneyForOneCall_DoNotLock()
    {
        var asked = new AskedQuestions();
        await using var server = await LoopbackChatServer.StartAsync(call => asked.NumberOfNew(call) is not null ? LoopbackResponse.Error(503, "busy") : LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync(Model(server, Price + """, "maxConcurrency": 1"""), more: Budget(6 * PerCall));

        var result = await harness.EvaluateAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.True(result.IsOutOfBudget);
        Assert.InRange(result.Answered, 1, 5);
        Assert.Equal(result.Answered * PerCall, result.SpentUsd); // refused calls cost nothing
    }

    [Fact]
    public async Task Calls_CutOffAtTheirDeadline_CountAtTheirMostAndAreRemembered()
    {
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync(images: 1, PipelineHarness.FastRetry with { Attempts = 1 });
        var plan = await harness.PlanAsync(Model(server, Price + """, "timeout": 0.2"""), """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""", Budget(1));

        var result = await harness.EvaluateAsync();

        Assert.Equal(1, result.Failed);
        Assert.InRange(result.SpentUsd, PerCall, 0.01m);
        Assert.Equal(result.SpentUsd, await RunSpending.ReadAsync(harness.Store, plan, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Allowance_OfAShard_IsItsBudgetEarlierAttemptsIncluded()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server), more: Budget(1));

        var first = await RunAsync(0.001m);
        var same = await RunAsync(0.001m);
        var more = await RunAsync(1);

        Assert.True(first.IsOutOfBudget && same.IsOutOfBudget);
        Assert.True(first.SpentUsd <= 0.001m && same.SpentUsd <= 0.001m);
        Assert.Equal((false, 24 * PerCall, 24), (more.IsOutOfBudget, more.SpentUsd, server.Count));

        Task<EvaluateShardResult> RunAsync(decimal usd) => harness.Evaluate.RunAsync(
            new EvaluateShardRequest(harness.RunId, "m", 0, usd), new MuBench.Throttling.ModelProgress("m", 0), CancellationToken.None, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Models_OfOneRun_ShareItsBudget()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, id: "a") + "," + Model(server, Price + """, "fresh": true""", "b"), more: Budget(0.004m));

        var results = await Task.WhenAll(harness.EvaluateAsync("a"), harness.EvaluateAsync("b"));

        Assert.InRange(results.Sum(result => result.SpentUsd), 0.003m, 0.004m);
        Assert.Contains(results, result => result.IsOutOfBudget);
    }

    [Fact]
    public async Task Usage_WithoutAPrice_IsUnknownAndSaidSo()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, ""));
        await harness.EvaluateAsync();

        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), TestContext.Current.CancellationToken);

        var scores = await harness.ScoresAsync("m");
        Assert.Equal((null, null), (scores.Usage.Usd, scores.Usage.SpentUsd));
        Assert.Contains(scores.Notes, note => note.Contains("cost of the responses is unknown", StringComparison.Ordinal));
    }
}
