namespace MuBench.Reports.Documents;

/// <summary>The budget of a run and the amount spent.</summary>
/// <param name="MaxUsd">The manifest's limit in US dollars.</param>
/// <param name="SpentUsd">
/// The cost in US dollars of the run's calls, with calls without a response at their maximum, and of the time of its
/// models' own GPU servers if it has a price.
/// </param>
/// <param name="Reached">Whether questions were not asked because the budget had no room.</param>
public sealed record ReportBudget(decimal MaxUsd, decimal SpentUsd, bool Reached);
