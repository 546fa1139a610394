namespace MuBench.Scoring.Outcomes;

/// <summary>A reason for failed questions and how many it hit.</summary>
/// <param name="Reason">The reason in words.</param>
/// <param name="Questions">Number of questions.</param>
public sealed record FaultCount(string Reason, int Questions);
