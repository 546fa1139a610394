namespace MuBench.Scoring.Results;

/// <summary>The gate of a report.</summary>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>; <c>pass</c> where no condition was set.</param>
/// <param name="Checks">The conditions, one by one.</param>
public sealed record ReportGate(string Result, IReadOnlyList<ReportGateCheck> Checks);
