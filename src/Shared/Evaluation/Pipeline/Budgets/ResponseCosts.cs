using MuBench.Manifests;
using MuBench.Money;
using MuBench.Pipeline.Planning;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>Adds up the cost of a model's responses, and the part that this run paid. One unknown cost makes a sum unknown.</summary>
internal sealed class ResponseCosts
{
    private readonly CallCost? _cost;
    private readonly string _runId;
    private decimal _usd;
    private decimal _spent;
    private bool _isUnknown;
    private bool _isSpentUnknown;

    private ResponseCosts(CallCost? cost, string runId, decimal unlogged) => (_cost, _runId, _spent) = (cost, runId, unlogged);

    /// <summary>The cost of all responses; null if it is unknown, or if the model runs in process and costs nothing.</summary>
    public decimal? Usd => _cost is null || _isUnknown ? null : _usd;

    /// <summary>The amount that this run paid, including calls without a response; null as for <see cref="Usd"/>.</summary>
    public decimal? SpentUsd => _cost is null || _isSpentUnknown ? null : _spent;

    /// <summary>Starts with what the run may have spent on calls without a response.</summary>
    public static async Task<ResponseCosts> OpenAsync(IArtifactStore store, RunPlan plan, PlannedModel model, CancellationToken cancellationToken)
    {
        if (!ModelKinds.IsGenerative(model.Manifest.Kind))
            return new ResponseCosts(null, plan.RunId, 0);
        var folder = StoreLayout.RunSpending(plan.RunId, model.Manifest.Id);
        return new ResponseCosts(new CallCost(model.Manifest), plan.RunId, await SpendingStore.ReadAsync(store, folder, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Adds a response to a question that had one already. It does not count for the score, but was paid.</summary>
    public void AddRepeated(ResponseRecord record)
    {
        if (record.Run != _runId)
            return;
        if (_cost?.CostOf(record) is { } usd)
            _spent += usd;
        else
            _isSpentUnknown |= record.IsUnpriced && _cost?.Price is null;
    }

    /// <summary>Adds a response.</summary>
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
            // If the price is known, a response without token counts is counted by its bound, among the unlogged amounts.
            _isSpentUnknown |= isOwn && _cost?.Price is null;
        }
    }
}
