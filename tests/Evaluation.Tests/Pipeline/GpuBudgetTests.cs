using Microsoft.Extensions.Time.Testing;
using MuBench.Money;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Retries;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>
/// The budget of a run pays for the time of a model's own GPU server. The clock is the test's, so amounts do not depend on the
/// machine.
/// </summary>
public sealed class GpuBudgetTests
{
    private const string Name = "open/vlm";
    private static readonly RetryOptions Retry = PipelineHarness.FastRetry with { ServerInterval = TimeSpan.FromMilliseconds(10) };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A dollar per second, so that a test's fractions of a second cost measurable amounts.
    private static string Model(LoopbackModelServer server, string gpu = """{ "warm": 0, "usdPerHour": 3600 }""") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "{{Name}}", "maxConcurrency": 1, "price": { "inputPerMillion": 0, "outputPerMillion": 0 }, "gpu": {{gpu}} }""";

    private static string Budget(decimal usd) => FormattableString.Invariant($$""", "budget": { "maxUsd": {{usd}} }""");

    [Fact]
    public async Task Evaluate_TimeOfTheServerUsedUp_StopsAskingAndTheReportSaysWhatItCost()
    {
        await using var server = new LoopbackModelServer(_ => Slow()) { Model = Name };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        var plan = await harness.PlanAsync(Model(server), more: Budget(0.42m));
        Assert.Equal(new PrepareModelResult("m"), await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), Token));

        var result = await harness.EvaluateAsync();

        Assert.True(result.IsOutOfBudget);
        Assert.Equal(8, result.Answered); // the canary question and eight more: 0.45 s; the last one exceeds the budget
        Assert.Equal(0, result.Failed);
        Assert.Equal(0.45m, await RunSpending.ReadAsync(harness.Store, plan, Token)); // as another process reads it
        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), Token);
        var budget = (await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), Token)).Budget!;
        Assert.True(budget.Reached);
        Assert.Equal(0.45m, budget.SpentUsd);
    }

    [Fact]
    public async Task Prepare_WakeThatUsesTheBudgetUp_WaitsNoLongerAndNothingIsAsked()
    {
        await using var server = new LoopbackModelServer();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server), more: Budget(0.055m));

        PrepareModelResult prepared;
        var steps = 0;
        while ((prepared = await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), Token)).RetryAfter is { } wait)
        {
            steps++;
            _time.Advance(wait);
        }

        Assert.Null(prepared.StopReason);
        Assert.Equal(6, steps); // of 10 ms each; the last one exceeds the budget
        var result = await harness.EvaluateAsync();
        Assert.Equal((0, 0, 24, true), (result.Answered, result.Failed, result.NotRun, result.IsOutOfBudget));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Evaluate_ServerThatDiesAndDoesNotComeBack_WaitsNoLongerThanTheMoneyLasts()
    {
        await using var server = new LoopbackModelServer { Model = Name };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server), more: Budget(1.5m));
        await server.StopAsync();

        var evaluating = harness.EvaluateAsync();
        while (!evaluating.IsCompleted)
        {
            _time.Advance(Retry.ServerInterval);
            await Task.Delay(1, Token);
        }

        var result = await evaluating;
        Assert.Equal((0, 24, true), (result.Answered, result.NotRun + result.Failed, result.IsOutOfBudget));
    }

    [Fact]
    public void Meter_StretchesAndWarmTime_CostsWhatTheReportCounts()
    {
        var ledger = new BudgetLedger(1000m);
        var meter = new GpuMeter(ledger, 3600m, TimeSpan.FromSeconds(10), null, _time);

        meter.Wake(goesOn: true);
        Assert.Equal(10m, ledger.SpentUsd); // the warm time is charged at once
        _time.Advance(TimeSpan.FromSeconds(60));
        meter.Charge();
        Assert.Equal(70m, ledger.SpentUsd);
        meter.Wake(goesOn: false);
        _time.Advance(TimeSpan.FromSeconds(5));
        using (meter.Use())
        {
            Assert.Equal(75m, ledger.SpentUsd); // less than the warm time apart: one period
            _time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(95m, ledger.SpentUsd);
        _time.Advance(TimeSpan.FromHours(1));
        meter.Charge();
        Assert.Equal(95m, ledger.SpentUsd); // without calls the server sleeps
        meter.Use().Dispose();
        Assert.Equal(105m, ledger.SpentUsd); // a separate period
        meter.Wake(goesOn: true);
        _time.Advance(TimeSpan.FromHours(1));
        meter.Wake(goesOn: false);
        Assert.Equal(115m, ledger.SpentUsd); // an abandoned wake costs only its warm time
    }

    [Fact]
    public void Meter_ThatGoesOnWithAnotherProcesss_CountsTheGapOnce()
    {
        var ledger = new BudgetLedger(1000m, 40m); // 30 s and the warm time, from the store
        var meter = new GpuMeter(ledger, 3600m, TimeSpan.FromSeconds(10), _time.GetUtcNow() - TimeSpan.FromSeconds(4), _time);

        meter.Use().Dispose();

        Assert.Equal(44m, ledger.SpentUsd);
    }

    [Fact]
    public async Task Estimate_OfAServerWithAPrice_GoesByTheRateElseByTheCanaryElseSaysThatItIsUnknown()
    {
        await using var server = new LoopbackModelServer(_ => Slow()) { Model = Name };
        await server.StartAsync();
        await using var harness = await PipelineHarness.CreateAsync(retry: Retry, time: _time);
        await harness.PlanAsync(Model(server, """{ "warm": 100, "usdPerHour": 36 }"""), more: Budget(10));
        var estimate = new EstimateRun(harness.Context, harness.Inputs);

        var unknown = await estimate.RunAsync(harness.RunId, null, Token);
        Assert.Null(unknown.Models[0].GpuUsd);
        Assert.Equal(["m"], unknown.UnknownPrices);
        var given = await estimate.RunAsync(harness.RunId, 2, Token);
        Assert.Equal(0.01m * (12 + 100), given.Models[0].GpuUsd); // 24 calls at 2 per second
        Assert.Equal(given.Models[0].GpuUsd, given.Usd);
        await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), Token);
        var canary = (await estimate.RunAsync(harness.RunId, null, Token)).Models[0];
        Assert.Equal(0.01m * ((24 * 0.05m) + 100), canary.GpuUsd);
        Assert.Contains("as the canary question took", canary.Pace, StringComparison.Ordinal);
    }

    private LoopbackResponse Slow()
    {
        _time.Advance(TimeSpan.FromMilliseconds(50));
        return LoopbackResponse.Text("A");
    }
}
