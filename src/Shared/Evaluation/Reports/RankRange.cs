namespace MuBench.Reports;

/// <summary>The range of ranks of a model that the paired comparisons leave open.</summary>
/// <param name="Best">The best possible rank, from 1.</param>
/// <param name="Worst">The worst possible rank.</param>
public sealed record RankRange(int Best, int Worst);
