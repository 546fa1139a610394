namespace MuBench.Scoring.Results;

/// <summary>One condition of the gate and its result.</summary>
/// <param name="Model">Id of the model to which the condition applies.</param>
/// <param name="Task">The task to which the condition applies.</param>
/// <param name="Condition">The condition as text.</param>
/// <param name="Measured">The measured value as text.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>inconclusive</c>.</param>
public sealed record ReportGateCheck(string Model, string Task, string Condition, string Measured, string Result);
