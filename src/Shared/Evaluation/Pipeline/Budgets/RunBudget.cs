using MuBench.Money;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Budgets;

/// <summary>The money of a run in this process.</summary>
/// <param name="Ledger">What everything is paid from.</param>
/// <param name="Meters">What spends the time of the models' own servers from it, by the model's id; empty without a limit.</param>
internal sealed record RunBudget(BudgetLedger Ledger, IReadOnlyDictionary<string, GpuMeter> Meters)
{
    /// <summary>What spends the time of a model's own server; null where it has none, none with a price, or there is no limit.</summary>
    public GpuMeter? MeterOf(PlannedModel model) => Meters.GetValueOrDefault(model.ModelId);
}
