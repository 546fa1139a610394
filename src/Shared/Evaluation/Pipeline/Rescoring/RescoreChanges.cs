using System.Text.Json.Serialization;
using MuBench.Versions;

namespace MuBench.Pipeline.Rescoring;

/// <summary>What a later scoring of the same answers moved: <c>changes.json</c>.</summary>
public sealed record RescoreChanges
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The code that made the run's own report.</summary>
    public required ReportCode CodeBefore { get; init; }

    /// <summary>The code that scored again.</summary>
    public required ReportCode Code { get; init; }

    /// <summary>The protocol that heads the run's own report.</summary>
    public required string ProtocolBefore { get; init; }

    /// <summary>The protocol that heads the new one.</summary>
    public required string Protocol { get; init; }

    /// <summary>Verdict of the gate in the run's own report.</summary>
    public required string GateBefore { get; init; }

    /// <summary>Verdict of the gate in the new one.</summary>
    public required string Gate { get; init; }

    /// <summary>Answers that are not those that the run was scored from; with one or more, what moved is not the readers' doing alone.</summary>
    public required int ChangedAnswers { get; init; }

    /// <summary>The models and passes of which something moved.</summary>
    public required IReadOnlyList<ModelChange> Models { get; init; }

    /// <summary>Paired comparisons whose verdict is another one.</summary>
    public required IReadOnlyList<VerdictChange> Verdicts { get; init; }

    /// <summary>Whether every number and verdict is what it was.</summary>
    [JsonIgnore]
    public bool IsEmpty => Models.Count == 0 && Verdicts.Count == 0 && Gate == GateBefore && Protocol == ProtocolBefore;
}
