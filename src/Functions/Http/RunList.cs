using MuBench.Pipeline.Listing;

namespace MuBench.Functions.Http;

/// <summary>A list of runs, or a part of it, the newest first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Continuation">The value of <c>continuation</c> that requests the next part; null if this is the last one.</param>
internal sealed record RunList(IReadOnlyList<RunSummary> Runs, string? Continuation = null);
