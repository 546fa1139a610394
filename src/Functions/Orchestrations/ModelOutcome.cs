using MuBench.Pipeline.Reporting;

namespace MuBench.Functions.Orchestrations;

/// <summary>The result of a model's orchestration.</summary>
/// <param name="Cancelled">Whether the attempt ended before the model was scored.</param>
/// <param name="StopReason">Why the model was stopped in a wave; null if it was not, and for a scored model.</param>
/// <param name="IsOutOfBudget">Whether questions of a wave were not asked because the budget had no room.</param>
/// <param name="Report">The run's report, if it was written beside the model's last answer; else null.</param>
public sealed record ModelOutcome(bool Cancelled, string? StopReason = null, bool IsOutOfBudget = false, WriteReportResult? Report = null);
