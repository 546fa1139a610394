namespace MuBench.Pipeline.Listing;

/// <summary>A line of the journal of changed runs.</summary>
/// <param name="RunId">The run that is about to be created, started, ended or deleted.</param>
/// <param name="At">When the line was written.</param>
public sealed record RunChange(string RunId, DateTimeOffset At);
