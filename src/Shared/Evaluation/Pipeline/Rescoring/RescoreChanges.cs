using System.Text.Json.Serialization;
using MuBench.Versions;

namespace MuBench.Pipeline.Rescoring;

/// <summary>The changes by a later scoring of the same responses: <c>changes.json</c>.</summary>
public sealed record RescoreChanges
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The version of the code that made the run's own report.</summary>
    public required ReportCode CodeBefore { get; init; }

    /// <summary>The version of the code that scored again.</summary>
    public required ReportCode Code { get; init; }

    /// <summary>The protocol of the main scores in the run's own report.</summary>
    public required string ProtocolBefore { get; init; }

    /// <summary>The protocol of the main scores in the new report.</summary>
    public required string Protocol { get; init; }

    /// <summary>Verdict of the gate in the run's own report.</summary>
    public required string GateBefore { get; init; }

    /// <summary>Verdict of the gate in the new report.</summary>
    public required string Gate { get; init; }

    /// <summary>
    /// Number of responses that differ from those that were scored in the run. If it is not 0, the code alone does not
    /// explain the changes.
    /// </summary>
    public required int ChangedAnswers { get; init; }

    /// <summary>The models and passes with changes.</summary>
    public required IReadOnlyList<ModelChange> Models { get; init; }

    /// <summary>The paired comparisons whose verdict changed.</summary>
    public required IReadOnlyList<VerdictChange> Verdicts { get; init; }

    /// <summary>Whether no number and no verdict changed.</summary>
    [JsonIgnore]
    public bool IsEmpty => Models.Count == 0 && Verdicts.Count == 0 && Gate == GateBefore && Protocol == ProtocolBefore;
}
