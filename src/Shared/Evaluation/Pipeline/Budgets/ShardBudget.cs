using MuBench.Manifests;
using MuBench.Money;
using MuBench.Pipeline.Evaluating;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>The budget of one evaluation of one model's shard.</summary>
internal sealed class ShardBudget
{
    private readonly UnloggedWriter _unlogged;
    private readonly decimal _before;

    private readonly GpuMeter? _gpu;

    private ShardBudget(IArtifactStore store, string runId, string modelId, int shard, BudgetLedger ledger, GpuMeter? gpu, decimal before)
    {
        (_unlogged, _gpu, _before) = (new UnloggedWriter(store, runId, modelId, shard, ledger.Record), gpu, before);
        Account = new BudgetAccount(ledger, gpu, _unlogged.Add);
    }

    /// <summary>The account that pays for the shard's calls.</summary>
    public BudgetAccount Account { get; }

    /// <summary>What the shard has cost the run.</summary>
    public decimal SpentUsd => _before + Account.SpentUsd;

    /// <summary>
    /// Opens the budget. An allowance is a ledger of its own, which pays only for calls. Without one, the run's ledger
    /// is shared with everything that this process evaluates of the run.
    /// </summary>
    public static async Task<ShardBudget> OpenAsync(
        PipelineContext context, LoadedShard loaded, decimal? allowanceUsd, CancellationToken cancellationToken)
    {
        var (plan, model, shard) = (loaded.Plan, loaded.Model, loaded.Shard);
        var before = 0m;
        if (ModelKinds.IsGenerative(model.Manifest.Kind) && (allowanceUsd is not null || plan.Manifest.MaxUsd is not null))
        {
            before = RunSpending.Of(loaded.Log, plan.RunId, new CallCost(model.Manifest))
                + await SpendingStore.ReadAsync(context.Store, plan.RunId, model.Manifest.Id, shard.Number, cancellationToken).ConfigureAwait(false);
        }

        if (allowanceUsd is { } allowance)
            return new ShardBudget(context.Store, plan.RunId, model.Manifest.Id, shard.Number, new BudgetLedger(allowance, before), null, before);
        var run = await context.Budgets.GetAsync(context, plan, cancellationToken).ConfigureAwait(false);
        return new ShardBudget(context.Store, plan.RunId, model.Manifest.Id, shard.Number, run.Ledger, run.MeterOf(model), before);
    }

    /// <summary>Marks the model's own server as in use until the result is disposed; null if its time is not counted.</summary>
    public IDisposable? UseGpu() => _gpu?.Use();

    /// <summary>Records the unlogged amounts that are not recorded yet.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => _unlogged.CloseAsync(cancellationToken);
}
