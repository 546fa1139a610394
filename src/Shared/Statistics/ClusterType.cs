namespace MuBench.Statistics;

/// <summary>A number of images that contribute the same to a statistic.</summary>
/// <param name="Sum">The contribution of one image to the numerator: questions right, or questions right by A minus those right by B. For graded questions in units of <see cref="ClusterTally.Unit"/>.</param>
/// <param name="Questions">The contribution of one image to the denominator.</param>
/// <param name="Images">Number of such images.</param>
public readonly record struct ClusterType(int Sum, int Questions, int Images);
