using MuBench.Money;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Budgets;

/// <summary>The budget of a run in this process.</summary>
/// <param name="Ledger">The ledger that pays for everything.</param>
/// <param name="Meters">The meters of the models' own servers by model id; empty without a limit.</param>
internal sealed record RunBudget(BudgetLedger Ledger, IReadOnlyDictionary<string, GpuMeter> Meters)
{
    /// <summary>The meter of a model's own server; null if it has none, the server has no price, or there is no limit.</summary>
    public GpuMeter? MeterOf(PlannedModel model) => Meters.GetValueOrDefault(model.ModelId);
}
