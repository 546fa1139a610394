using System.Text.Json.Serialization;
using MuBench.Scoring;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Documents;

/// <summary>One model of the report.</summary>
public sealed record ReportModel
{
    /// <inheritdoc cref="ModelScores.Id"/>
    public required string Id { get; init; }

    /// <inheritdoc cref="ModelScores.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="ModelScores.ResolvedModel"/>
    public string? ResolvedModel { get; init; }

    /// <summary>
    /// How its requests differ from those of the official protocol, such as <c>a system prompt</c>; null if they do not. Its
    /// results are then not official, under whatever protocol they are read.
    /// </summary>
    public string? AskedWith { get; init; }

    /// <inheritdoc cref="ModelScores.ComputedBy"/>
    public IReadOnlyList<ComputedCount>? ComputedBy { get; init; }

    /// <inheritdoc cref="ModelScores.Void"/>
    public required bool Void { get; init; }

    /// <inheritdoc cref="ModelScores.VoidReason"/>
    public string? VoidReason { get; init; }

    /// <summary>The alarm if too many responses have nothing to score; controls can have one too. Null if there is none.</summary>
    public ReportAlarm? Alarm { get; init; }

    /// <summary>Whether the result has a rank: it is not void and has no alarm.</summary>
    [JsonIgnore]
    public bool Counts => !Void && Alarm is null;

    /// <inheritdoc cref="ModelScores.Outcomes"/>
    public required OutcomeCounts Outcomes { get; init; }

    /// <inheritdoc cref="ModelScores.NotApplicable"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotApplicable { get; init; }

    /// <summary>Number of questions that the model could have been asked but was not.</summary>
    [JsonIgnore]
    public int NotRun => Outcomes.NotRun - NotApplicable;

    /// <summary>Number of missing questions: failed or not run.</summary>
    [JsonIgnore]
    public int Missing => Outcomes.Failed + NotRun;

    /// <inheritdoc cref="ModelScores.Usage"/>
    public required ModelUsage Usage { get; init; }

    /// <inheritdoc cref="ModelScores.Scores"/>
    public required IReadOnlyList<SliceScore> Scores { get; init; }

    /// <summary>The accuracies of a sampled run, estimated with the help of other models' answers, by task; null if there are none.</summary>
    public IReadOnlyList<ReportAssisted>? Assisted { get; init; }

    /// <summary>The control, such as <c>blind</c>; null for the main pass of a model.</summary>
    public string? Control { get; init; }

    /// <summary>Id of the model of this control; null for the main pass of a model.</summary>
    public string? ControlOf { get; init; }

    /// <summary>The results of repeats; null if there are none.</summary>
    public ReportRepeats? Repeats { get; init; }

    /// <summary>The results of further option orders; null if there are none.</summary>
    public ReportPermutations? Permutations { get; init; }

    /// <summary>
    /// The outcomes of repeats and option orders, each a pass of its own; null if there are none, and in reports of
    /// versions without them.
    /// </summary>
    public IReadOnlyList<ReportPass>? Passes { get; init; }

    /// <inheritdoc cref="ModelScores.Band"/>
    public ExtractionBand? Band { get; init; }

    /// <inheritdoc cref="ModelScores.Faults"/>
    public IReadOnlyList<FaultCount> Faults { get; init; } = [];

    /// <inheritdoc cref="ModelScores.Notes"/>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <inheritdoc cref="ModelScores.Analyses"/>
    public ModelAnalyses? Analyses { get; init; }

    /// <inheritdoc cref="ModelScores.Confusions"/>
    public IReadOnlyList<ConfusionMatrix>? Confusions { get; init; }

    /// <summary>The use of the model's own server; null if the manifest names none.</summary>
    public ReportGpu? Gpu { get; init; }
}
