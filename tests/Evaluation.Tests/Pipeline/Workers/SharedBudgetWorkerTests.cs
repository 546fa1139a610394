using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Workers;

/// <summary>Two workers that evaluate one run with a budget at the same time.</summary>
public sealed class SharedBudgetWorkerTests
{
    // The loopback server's responses have 100 input and 2 output tokens: $0.0001 + $0.00002.
    private const decimal PerCall = 0.00012m;
    private const decimal Limit = 0.05m;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluate_TwoWorkers_SpendOneBudgetTogether()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(192);
        await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "maxConcurrency": 4, "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 } }""",
            more: FormattableString.Invariant($$""", "budget": { "maxUsd": {{Limit}} }"""));
        await using var first = new RunWorker(harness.Context with { Time = _time }, new WorkerOptions { Budget = TimeSpan.FromHours(1) });
        await using var second = new RunWorker(harness.Context with { Time = _time }, new WorkerOptions { Budget = TimeSpan.FromHours(1) });

        var begun = await first.BeginAsync(new RunRequest(harness.RunId, "1"), Token);
        var prepared = await first.PrepareAsync(new PassRequest(harness.RunId, "1", 0, 0), Token);
        Assert.Equal((false, 1, 3), (begun.OneByOne, prepared.Window, prepared.Spans)); // more spans than four calls at a time would only wait
        var results = await AdvanceAsync(Task.WhenAll(
            first.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token),
            second.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 1), Token)));

        Assert.Contains(results, result => result.IsOutOfBudget);
        Assert.InRange(server.Count * PerCall, 0.9m * Limit, Limit);
        var plan = (await new RunInputs(harness.Context).GetAsync(harness.RunId, Token)).Plan;
        Assert.Equal(server.Count * PerCall, await RunSpending.ReadAsync(harness.Store, plan, Token));
        Assert.NotNull(await harness.Store.TryReadAsync(StoreLayout.RunBudget(harness.RunId), Token));
    }

    // In small steps, and between them calls and the store have time to do their work.
    private async Task<T> AdvanceAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, Token);
        }

        return await work;
    }
}
