namespace MuBench.Reports.Documents;

/// <summary>What a run was allowed to spend, and did.</summary>
/// <param name="MaxUsd">The manifest's limit in US dollars.</param>
/// <param name="SpentUsd">What the run's calls cost, those without an answer at their most, and the time of its models' own GPU servers where it has a price.</param>
/// <param name="Reached">Whether questions were not asked for want of money.</param>
public sealed record ReportBudget(decimal MaxUsd, decimal SpentUsd, bool Reached);
