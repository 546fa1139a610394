namespace MuBench.Scoring.Results;

/// <summary>The gate of a report.</summary>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>; <c>pass</c> if there are no conditions.</param>
/// <param name="Checks">The results of the conditions.</param>
public sealed record ReportGate(string Result, IReadOnlyList<ReportGateCheck> Checks);
