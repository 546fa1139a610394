namespace MuBench.Scoring.Outcomes;

/// <summary>A reason of failed questions and the number of these questions.</summary>
/// <param name="Reason">The reason as text.</param>
/// <param name="Questions">Number of questions.</param>
public sealed record FaultCount(string Reason, int Questions);
