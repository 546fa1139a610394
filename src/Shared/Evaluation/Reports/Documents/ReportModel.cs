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

    /// <inheritdoc cref="ModelScores.ComputedBy"/>
    public IReadOnlyList<ComputedCount>? ComputedBy { get; init; }

    /// <inheritdoc cref="ModelScores.Void"/>
    public required bool Void { get; init; }

    /// <inheritdoc cref="ModelScores.VoidReason"/>
    public string? VoidReason { get; init; }

    /// <summary>Set where too many answers hold nothing to score; of controls too. Null if the answers are good enough.</summary>
    public ReportAlarm? Alarm { get; init; }

    /// <summary>Whether the result has a rank: it is not void and has no alarm.</summary>
    [JsonIgnore]
    public bool Counts => !Void && Alarm is null;

    /// <inheritdoc cref="ModelScores.Outcomes"/>
    public required OutcomeCounts Outcomes { get; init; }

    /// <inheritdoc cref="ModelScores.NotApplicable"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotApplicable { get; init; }

    /// <summary>Questions that the model could have been asked and was not.</summary>
    [JsonIgnore]
    public int NotRun => Outcomes.NotRun - NotApplicable;

    /// <summary>Questions that are missing: failed or not run.</summary>
    [JsonIgnore]
    public int Missing => Outcomes.Failed + NotRun;

    /// <inheritdoc cref="ModelScores.Usage"/>
    public required ModelUsage Usage { get; init; }

    /// <inheritdoc cref="ModelScores.Scores"/>
    public required IReadOnlyList<SliceScore> Scores { get; init; }

    /// <summary>Which control this is, such as <c>blind</c>; null for a model itself.</summary>
    public string? Control { get; init; }

    /// <summary>Id of the model that this is a control of; null for a model itself.</summary>
    public string? ControlOf { get; init; }

    /// <summary>Answers to every question asked again; null if none was.</summary>
    public ReportRepeats? Repeats { get; init; }

    /// <summary>Answers to every question with its options in other orders; null if none was asked so.</summary>
    public ReportPermutations? Permutations { get; init; }

    /// <summary>How the repeats and option orders ended, each a pass of its own; null if there is none, and in reports of versions without it.</summary>
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

    /// <summary>What the model's own server took; null if the manifest names none.</summary>
    public ReportGpu? Gpu { get; init; }
}
