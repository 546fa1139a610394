using System.Collections.Concurrent;
using MuBench.Money;
using MuBench.Pipeline.Batches;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>The ledgers of the runs of this process, one each: its models and shards spend from the same budget.</summary>
internal sealed class RunBudgets
{
    private readonly ConcurrentDictionary<string, Lazy<Task<BudgetLedger>>> _ledgers = new(StringComparer.Ordinal);

    /// <summary>Gives a run's ledger; made on first use, with what earlier processes spent on the run.</summary>
    public async Task<BudgetLedger> GetAsync(IArtifactStore store, RunPlan plan, CancellationToken cancellationToken)
    {
        var ledger = _ledgers.GetOrAdd(plan.RunId, _ => new Lazy<Task<BudgetLedger>>(() => OpenAsync(store, plan)));
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

    /// <summary>Forgets a run's ledger, because another process has spent since.</summary>
    public void Forget(string runId) => _ledgers.TryRemove(runId, out _);

    // No caller's token: the ledger outlives the call that happens to open it.
    private static async Task<BudgetLedger> OpenAsync(IArtifactStore store, RunPlan plan)
    {
        if (plan.Manifest.MaxUsd is not { } limit)
            return new BudgetLedger(null);
        var ledger = new BudgetLedger(limit, await RunSpending.ReadAsync(store, plan, CancellationToken.None).ConfigureAwait(false));
        foreach (var batch in await BatchStore.ReadOpenAsync(store, plan.RunId, CancellationToken.None).ConfigureAwait(false))
            ledger.Hold(batch.Id, batch.MostUsd ?? 0);
        return ledger;
    }
}
