using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Workers;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Tests.Storage;
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
        var store = new BusyStore(harness.Store);
        var context = harness.Context with { Time = _time, Store = store };
        // The clock of the test runs ahead of the machine's, which must not cost a worker its lease.
        var options = new WorkerOptions { Budget = TimeSpan.FromHours(1), Lease = new LeaseOptions { Duration = TimeSpan.FromHours(1) } };
        await using var first = new RunWorker(context, options);
        await using var second = new RunWorker(context, options);

        var begun = await first.BeginAsync(new RunRequest(harness.RunId, "1"), Token);
        var prepared = await first.PrepareAsync(new PassRequest(harness.RunId, "1", 0, 0), Token);
        Assert.Equal((false, 1, 3), (begun.OneByOne, prepared.Window, prepared.Spans)); // more spans than four calls at a time would only wait
        var results = await AdvanceAsync(store, Task.WhenAll(
            first.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 0), Token),
            second.EvaluateAsync(new SpanRequest(harness.RunId, "1", "m", 1), Token)));

        Assert.Contains(results, result => result.IsOutOfBudget);
        // The share that a worker holds when the other one ends may stay unspent.
        Assert.InRange(server.Count * PerCall, 0.6m * Limit, Limit);
        var plan = (await new RunInputs(harness.Context).GetAsync(harness.RunId, Token)).Plan;
        Assert.Equal(server.Count * PerCall, await RunSpending.ReadAsync(harness.Store, plan, Token));
        Assert.NotNull(await harness.Store.TryReadAsync(StoreLayout.RunBudget(harness.RunId), Token));
    }

    // In small steps, and only while the store has nothing to do: an exchange that takes long on a busy machine must not seem late.
    private async Task<T> AdvanceAsync<T>(BusyStore store, Task<T> work)
    {
        while (!work.IsCompleted)
        {
            if (!store.IsBusy)
                _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, Token);
        }

        return await work;
    }

    /// <summary>Counts the calls of the store that have not ended.</summary>
    private sealed class BusyStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        private int _open;

        public bool IsBusy => Volatile.Read(ref _open) > 0;

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default) => CountAsync(() => base.TryReadAsync(path, cancellationToken));

        public override Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
            CountAsync(() => base.TryReadVersionAsync(path, cancellationToken));

        public override Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default) =>
            CountAsync(() => base.TryReplaceAsync(path, content, tag, cancellationToken));

        public override Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default) => CountAsync(async () =>
        {
            await base.AppendAsync(path, lines, cancellationToken);
            return true;
        });

        private async Task<T> CountAsync<T>(Func<Task<T>> call)
        {
            Interlocked.Increment(ref _open);
            try
            {
                return await call();
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }
}
