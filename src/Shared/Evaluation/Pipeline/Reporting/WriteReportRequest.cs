namespace MuBench.Pipeline.Reporting;

/// <summary>A request to write the report of a run whose models are scored.</summary>
/// <param name="RunId">The run.</param>
public sealed record WriteReportRequest(string RunId);
