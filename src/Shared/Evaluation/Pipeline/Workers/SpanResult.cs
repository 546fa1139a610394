using System.Text.Json.Serialization;
using MuBench.Models;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;

namespace MuBench.Pipeline.Workers;

/// <summary>The result of evaluating a span.</summary>
/// <param name="Span">Position of the span.</param>
/// <param name="Answered">Number of questions that this call answered or that failed permanently: its progress.</param>
/// <param name="Remaining">Positions of shards that are still to be evaluated; empty if the span is complete.</param>
/// <param name="StopReason">Why the model cannot answer any further question; null if it can.</param>
/// <param name="Cancelled">Whether the attempt has ended.</param>
/// <param name="Status">The status of the model, over all workers.</param>
/// <param name="RetryAfterSeconds">
/// Minimum delay in seconds before the remaining shards are evaluated, because they are with a provider in batches, or because this worker
/// is being shut down; null to continue at once.
/// </param>
/// <param name="IsOutOfBudget">Whether questions were not asked because the budget had no room.</param>
public sealed record SpanResult(
    int Span, int Answered, IReadOnlyList<int> Remaining, string? StopReason = null, bool Cancelled = false, ModelStatus? Status = null,
    double? RetryAfterSeconds = null, bool IsOutOfBudget = false)
{
    /// <summary>Number of workers that evaluate spans of the run, with this one; 0 if it was not counted.</summary>
    public int Workers { get; init; }

    /// <summary>Whether no call was made, because the endpoint's limit left no room for one: then the endpoint is not to blame for the missing answers.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>The endpoint, if the remaining shards wait for it because it cannot be reached; else null.</summary>
    public UnreachableEndpoint? Unreachable { get; init; }

    /// <summary>The scored pass, if this span got its last answer and scored it; else null. Its status takes the place of <c>Status</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScorePassResult? Scored { get; init; }

    /// <summary>The report, if it was written after that; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WriteReportResult? Report { get; init; }
}
