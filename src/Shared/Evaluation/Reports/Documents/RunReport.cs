using System.Text.Json.Serialization;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Documents;

/// <summary>The report in its stable format: <c>report.json</c>.</summary>
public sealed record RunReport
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required ReportRun Run { get; init; }

    /// <summary>The models, in the manifest's order, each followed by its controls.</summary>
    public required IReadOnlyList<ReportModel> Models { get; init; }

    /// <summary>Ids of the models with an alarm, without controls: their refusals are expected.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AlarmedModels => [.. Models.Where(model => model is { ControlOf: null, Alarm: not null }).Select(model => model.Id)];

    /// <summary>Paired comparisons of every two models, without controls.</summary>
    public required IReadOnlyList<ReportComparison> Comparisons { get; init; }

    /// <summary>
    /// The comparison of each model with each of its controls: <c>a</c> is the model, <c>b</c> the control,
    /// <c>difference</c> the vision gain. Null if there are no controls.
    /// </summary>
    public IReadOnlyList<ReportComparison>? VisionGain { get; init; }

    /// <summary>The manifest's interpolations.</summary>
    public IReadOnlyList<ReportInterpolation> Interpolations { get; init; } = [];

    /// <summary>
    /// Metadata right or wrong against fine answer right or wrong, per image. Null if no image has both kinds of questions, and
    /// in documents of versions without it.
    /// </summary>
    public ShortcutAnalysis? Shortcuts { get; init; }

    /// <summary>The budget; null if the manifest sets none.</summary>
    public ReportBudget? Budget { get; init; }

    /// <summary>The gate with its verdict.</summary>
    public required ReportGate Gate { get; init; }

    /// <summary>Published results, for display only; never mixed with measured ones.</summary>
    public required IReadOnlyList<PublishedResult> Published { get; init; }
}
