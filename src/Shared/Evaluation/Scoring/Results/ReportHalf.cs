namespace MuBench.Scoring.Results;

/// <summary>One half of a run's images.</summary>
/// <param name="Images">Number of its images.</param>
/// <param name="Questions">Number of its questions.</param>
public sealed record ReportHalf(int Images, int Questions);
