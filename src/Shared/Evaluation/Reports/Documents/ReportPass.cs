using System.Text.Json.Serialization;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Documents;

/// <summary>The outcomes of a repeat or an option order.</summary>
public sealed record ReportPass
{
    /// <summary>The pass's id, such as <c>gpt#order-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whether its result is void.</summary>
    public required bool Void { get; init; }

    /// <summary>Why it is void; null if it is not.</summary>
    public string? VoidReason { get; init; }

    /// <summary>The alarm if too many of its responses have nothing to score; else null.</summary>
    public ReportAlarm? Alarm { get; init; }

    /// <summary>Outcomes under the report's protocol, over all questions of the run.</summary>
    public required OutcomeCounts Outcomes { get; init; }

    /// <inheritdoc cref="ModelScores.NotApplicable"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotApplicable { get; init; }

    /// <inheritdoc cref="ModelScores.Faults"/>
    public IReadOnlyList<FaultCount> Faults { get; init; } = [];
}
