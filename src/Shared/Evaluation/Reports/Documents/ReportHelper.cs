namespace MuBench.Reports.Documents;

/// <summary>A model whose answers help to estimate others.</summary>
/// <param name="Id">Its id in the run that asked it.</param>
/// <param name="RunId">That run.</param>
/// <param name="Answered">Number of questions of the population that it answered.</param>
public sealed record ReportHelper(string Id, string RunId, int Answered);
