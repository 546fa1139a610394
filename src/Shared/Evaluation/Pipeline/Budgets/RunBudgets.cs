using System.Collections.Concurrent;
using MuBench.Money;
using MuBench.Pipeline.Batches;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Budgets;

/// <summary>The money of the runs of this process, a ledger each: its models and shards spend from the same budget.</summary>
internal sealed class RunBudgets
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RunBudget>>> _ledgers = new(StringComparer.Ordinal);

    /// <summary>Gives a run's money; made on first use, with what earlier processes spent on the run.</summary>
    public async Task<RunBudget> GetAsync(PipelineContext context, RunPlan plan, CancellationToken cancellationToken)
    {
        var ledger = _ledgers.GetOrAdd(plan.RunId, _ => new Lazy<Task<RunBudget>>(() => OpenAsync(context, plan)));
        try
        {
            return await ledger.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (ledger.Value.IsFaulted)
        {
            _ledgers.TryRemove(KeyValuePair.Create(plan.RunId, ledger)); // a later call may find the store reachable
            throw;
        }
    }

    /// <summary>Forgets a run's money, because another process has spent since.</summary>
    public void Forget(string runId) => _ledgers.TryRemove(runId, out _);

    // No caller's token: the ledger outlives the call that happens to open it.
    private static async Task<RunBudget> OpenAsync(PipelineContext context, RunPlan plan)
    {
        if (plan.Manifest.MaxUsd is not { } limit)
            return new RunBudget(new BudgetLedger(null), new Dictionary<string, GpuMeter>());
        var (spent, gpus) = await RunSpending.ReadAllAsync(context.Store, plan, CancellationToken.None).ConfigureAwait(false);
        var ledger = new BudgetLedger(limit, spent);
        foreach (var batch in await BatchStore.ReadOpenAsync(context.Store, plan.RunId, CancellationToken.None).ConfigureAwait(false))
            ledger.ReserveNamed(batch.Id, batch.MostUsd ?? 0);
        return new RunBudget(ledger, gpus.ToDictionary(pair => pair.Key, pair => MeterOf(plan, pair.Key, pair.Value.LastUp)));

        GpuMeter MeterOf(RunPlan plan, string modelId, DateTimeOffset? lastUp)
        {
            var gpu = plan.Models.First(model => model.ModelId == modelId).Manifest.Gpu!;
            return new GpuMeter(ledger, gpu.UsdPerHour!.Value, TimeSpan.FromSeconds(gpu.WarmSeconds), lastUp, context.Time);
        }
    }
}
