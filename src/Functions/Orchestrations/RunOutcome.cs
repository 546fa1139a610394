using MuBench.Pipeline.Reporting;

namespace MuBench.Functions.Orchestrations;

/// <summary>The result of a run's orchestration.</summary>
/// <param name="State">One of <see cref="MuBench.Pipeline.Progress.RunStates"/>.</param>
/// <param name="Report">The report; null if the attempt ended before it was written.</param>
public sealed record RunOutcome(string State, WriteReportResult? Report);
