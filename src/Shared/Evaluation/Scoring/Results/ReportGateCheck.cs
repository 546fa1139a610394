namespace MuBench.Scoring.Results;

/// <summary>One condition of the gate and how it ended.</summary>
/// <param name="Model">Id of the model under condition.</param>
/// <param name="Task">The task looked at.</param>
/// <param name="Condition">The condition in words.</param>
/// <param name="Measured">What was measured, in words.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>.</param>
public sealed record ReportGateCheck(string Model, string Task, string Condition, string Measured, string Result);
