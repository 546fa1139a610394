namespace MuBench.Reports;

/// <summary>The ranks that a model may hold given what the paired comparisons have decided.</summary>
/// <param name="Best">The best rank left open, from 1.</param>
/// <param name="Worst">The worst rank left open.</param>
public sealed record RankRange(int Best, int Worst);
