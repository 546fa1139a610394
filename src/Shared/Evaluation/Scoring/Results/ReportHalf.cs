namespace MuBench.Scoring.Results;

/// <summary>One half of a run's images.</summary>
/// <param name="Images">Its images.</param>
/// <param name="Questions">Its questions.</param>
public sealed record ReportHalf(int Images, int Questions);
