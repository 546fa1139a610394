namespace MuBench.Functions.Http;

/// <summary>The answer to a manifest that was handed in.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Outcome"><c>started</c>, <c>takenUp</c>, <c>goesOn</c> or <c>ended</c>.</param>
/// <param name="Status">Where to ask how far it is.</param>
/// <param name="Report">Where its report will be.</param>
internal sealed record RunAccepted(string RunId, string Outcome, string Status, string Report);
