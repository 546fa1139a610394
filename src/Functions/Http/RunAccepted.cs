namespace MuBench.Functions.Http;

/// <summary>The response to a submitted manifest.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Outcome"><c>started</c>, <c>resumed</c>, <c>running</c> or <c>ended</c>.</param>
/// <param name="Status">Address of the run's status.</param>
/// <param name="Report">Address of the run's report, which exists once the run is done.</param>
internal sealed record RunAccepted(string RunId, string Outcome, string Status, string Report);
