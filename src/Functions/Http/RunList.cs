namespace MuBench.Functions.Http;

/// <summary>A list of runs, the newest first.</summary>
/// <param name="Runs">The runs.</param>
internal sealed record RunList(IReadOnlyList<RunSummary> Runs);
