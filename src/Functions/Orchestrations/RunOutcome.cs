using MuBench.Pipeline.Reporting;

namespace MuBench.Functions.Orchestrations;

/// <summary>How the orchestration of a run ended.</summary>
/// <param name="State">One of <see cref="MuBench.Pipeline.Progress.RunStates"/>.</param>
/// <param name="Report">The report; null where the attempt was over before it was written.</param>
public sealed record RunOutcome(string State, WriteReportResult? Report);
