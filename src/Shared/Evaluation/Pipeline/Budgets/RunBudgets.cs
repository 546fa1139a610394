using System.Collections.Concurrent;
using MuBench.Money;
using MuBench.Pipeline.Batches;
using MuBench.Pipeline.Budgets.Sharing;
using MuBench.Pipeline.Planning;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>
/// The budgets of the runs of this process, with one ledger per run: the models and shards of a run spend from the same
/// budget.
/// </summary>
/// <param name="isShared">
/// Whether several processes evaluate a run at a time and share its budget. A command line conducts its run alone.
/// </param>
internal sealed class RunBudgets(bool isShared = false)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RunBudget>>> _ledgers = new(StringComparer.Ordinal);

    /// <summary>The budget of a run. It is created on first use, with the amount that earlier processes spent on the run.</summary>
    public async Task<RunBudget> GetAsync(PipelineContext context, RunPlan plan, CancellationToken cancellationToken)
    {
        var ledger = _ledgers.GetOrAdd(plan.RunId, _ => new Lazy<Task<RunBudget>>(() => isShared && CanShare(plan) ? OpenSharedAsync(context, plan) : OpenAsync(context, plan)));
        try
        {
            return await ledger.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (ledger.Value.IsFaulted)
        {
            _ledgers.TryRemove(KeyValuePair.Create(plan.RunId, ledger)); // a later call may be able to reach the store
            throw;
        }
    }

    /// <summary>Discards a run's budget, because another process has spent since.</summary>
    public void Forget(string runId) => _ledgers.TryRemove(runId, out _);

    /// <summary>
    /// Whether several processes can share a run's budget. Batches and a server that is paid by time outlive a process, so the
    /// budget of a run with such a model has one owner.
    /// </summary>
    public static bool CanShare(RunPlan plan) =>
        plan.Manifest.MaxUsd is not null && !plan.Models.Any(model => model.Manifest.IsBatch || model.Manifest.Gpu?.UsdPerHour is not null);

    /// <summary>Lets the workers of a new attempt add up what the run has spent, because a process that shares nothing may have conducted it.</summary>
    public static async Task ResetAsync(PipelineContext context, RunPlan plan, CancellationToken cancellationToken)
    {
        if (CanShare(plan))
            await context.Store.DeleteAsync(StoreLayout.RunBudget(plan.RunId), cancellationToken).ConfigureAwait(false);
    }

    // The caller's token is not used: the ledger outlives the call that opens it.
    private static async Task<RunBudget> OpenAsync(PipelineContext context, RunPlan plan)
    {
        if (plan.Manifest.MaxUsd is not { } limit)
            return new RunBudget(new BudgetLedger(null), new Dictionary<string, GpuMeter>());
        var (spent, gpus) = await RunSpending.ReadAllAsync(context.Store, plan, CancellationToken.None).ConfigureAwait(false);
        var ledger = new BudgetLedger(limit, spent);
        foreach (var batch in await BatchStore.ReadOpenAsync(context.Store, plan.RunId, CancellationToken.None).ConfigureAwait(false))
            ledger.ReserveNamed(batch.Id, batch.MaxUsd ?? 0);
        return new RunBudget(ledger, gpus.ToDictionary(pair => pair.Key, pair => MeterOf(plan, pair.Key, pair.Value.LastUp)));

        GpuMeter MeterOf(RunPlan plan, string modelId, DateTimeOffset? lastUp)
        {
            var gpu = plan.Models.First(model => model.ModelId == modelId).Manifest.Gpu!;
            return new GpuMeter(ledger, gpu.UsdPerHour!.Value, TimeSpan.FromSeconds(gpu.WarmSeconds), lastUp, context.Time);
        }
    }

    private static async Task<RunBudget> OpenSharedAsync(PipelineContext context, RunPlan plan)
    {
        var limit = plan.Manifest.MaxUsd!.Value;
        var ledger = new BudgetLedger(limit);
        var member = new BudgetMember(ledger, context.Store, plan.RunId, limit, () => RunSpending.ReadAsync(context.Store, plan), context.Time);
        await member.CountAsync().ConfigureAwait(false);
        ledger.Share(member.Wake, context.Time);
        return new RunBudget(ledger, new Dictionary<string, GpuMeter>());
    }
}
