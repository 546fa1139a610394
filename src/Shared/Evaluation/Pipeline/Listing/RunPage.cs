namespace MuBench.Pipeline.Listing;

/// <summary>A part of a list of runs.</summary>
/// <param name="Runs">The runs, newest first.</param>
/// <param name="Next">The position of the next part; null if this is the last one.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs, RunCursor? Next);
