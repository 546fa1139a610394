namespace MuBench.Scoring;

/// <summary>Number of questions per outcome.</summary>
public sealed record OutcomeCounts(int Correct, int Wrong, int Unparsed, int Refused, int Filtered, int Truncated, int Failed, int NotRun);
