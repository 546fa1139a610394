namespace MuBench.Statistics;

/// <summary>Images that are alike for a statistic.</summary>
/// <param name="Sum">An image's contribution to the numerator: questions right, or right by A less right by B; for graded questions in units of a tally's <see cref="ClusterTally.Unit"/>.</param>
/// <param name="Questions">Its contribution to the denominator.</param>
/// <param name="Images">How many such images there are.</param>
public readonly record struct ClusterType(int Sum, int Questions, int Images);
