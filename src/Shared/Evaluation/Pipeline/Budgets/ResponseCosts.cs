using MuBench.Manifests;
using MuBench.Money;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>Adds up what a model's answers cost, and what of that this run paid. One unknown cost makes a sum unknown.</summary>
internal sealed class ResponseCosts
{
    private readonly CallCost? _cost;
    private readonly string _runId;
    private decimal _usd;
    private decimal _spent;
    private bool _isUnknown;
    private bool _isSpentUnknown;

    private ResponseCosts(CallCost? cost, string runId, decimal unlogged) => (_cost, _runId, _spent) = (cost, runId, unlogged);

    /// <summary>What all answers cost; null where that is unknown, or where answers cost nothing because the model runs in process.</summary>
    public decimal? Usd => _cost is null || _isUnknown ? null : _usd;

    /// <summary>What this run paid, calls without an answer included; null as <see cref="Usd"/>.</summary>
    public decimal? SpentUsd => _cost is null || _isSpentUnknown ? null : _spent;

    /// <summary>Begins with what the run may have spent on calls without an answer.</summary>
    public static async Task<ResponseCosts> OpenAsync(IArtifactStore store, RunPlan plan, PlannedModel model, CancellationToken cancellationToken)
    {
        if (!ModelKinds.IsGenerative(model.Manifest.Kind))
            return new ResponseCosts(null, plan.RunId, 0);
        var folder = StoreLayout.RunSpending(plan.RunId, model.Manifest.Id);
        return new ResponseCosts(new CallCost(model.Manifest), plan.RunId, await SpendingStore.ReadAsync(store, folder, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Adds an answer whose question had one already: it counts for nothing, and was paid.</summary>
    public void AddRepeated(ResponseRecord record)
    {
        if (record.Run != _runId)
            return;
        if (_cost?.CostOf(record) is { } usd)
            _spent += usd;
        else
            _isSpentUnknown |= record.IsUnpriced && _cost?.Price is null;
    }

    /// <summary>Adds an answer.</summary>
    public void Add(ResponseRecord record)
    {
        var isOwn = record.Run == _runId;
        if (_cost?.CostOf(record) is { } usd)
        {
            _usd += usd;
            _spent += isOwn ? usd : 0;
        }
        else if (record.IsUnpriced)
        {
            _isUnknown = true;
            // Where the price is known, an answer without its tokens is counted at its most among those that left no cost.
            _isSpentUnknown |= isOwn && _cost?.Price is null;
        }
    }
}
