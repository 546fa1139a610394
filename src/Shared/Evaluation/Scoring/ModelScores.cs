using System.Text.Json.Serialization;
using MuBench.Responses;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring;

/// <summary>One model's outcomes and scores in a run: <c>scores/MODELID.json</c>, what the report is made from.</summary>
public sealed record ModelScores
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The model's id in the manifest.</summary>
    public required string Id { get; init; }

    /// <summary>The model's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The model's key in the response log.</summary>
    public required string ModelKey { get; init; }

    /// <summary>The version that the provider says answered; several joined by ", " where it changed on the way.</summary>
    public string? ResolvedModel { get; init; }

    /// <summary>In which precision and on what its answers were computed, the most frequent first; null for models that write text and floors.</summary>
    public IReadOnlyList<ComputedCount>? ComputedBy { get; init; }

    /// <summary>Whether the result is void: too many questions failed, or the model could not be prepared.</summary>
    public required bool Void { get; init; }

    /// <summary>Why it is void, in words; null if it is not.</summary>
    public string? VoidReason { get; init; }

    /// <summary>Why the model was stopped, if it was: what no answer and no fault tells.</summary>
    public string? StopReason { get; init; }

    /// <summary><see cref="StopReason"/>; in documents of versions without it the void reason, where that is not the share of failures.</summary>
    internal string? KnownStopReason => StopReason
        ?? (VoidReason is { } reason && !reason.Contains("'failAbove'", StringComparison.Ordinal) ? reason : null);

    /// <summary>Outcomes under the manifest's protocol, over all questions of the run.</summary>
    public required OutcomeCounts Outcomes { get; init; }

    /// <summary>How many of the questions that were not run are none for such a model: those for boxes, of one that draws none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotApplicable { get; init; }

    /// <summary>What the answers took.</summary>
    public required ModelUsage Usage { get; init; }

    /// <summary>Scores per task, slice and protocol; for the official protocol first.</summary>
    public required IReadOnlyList<SliceScore> Scores { get; init; }

    /// <summary>
    /// Outcomes of every question of the run in the order of the plan, one byte each, per protocol (base64 in the file); for
    /// generative models also under <see cref="Protocols.Lenient"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, byte[]> Items { get; init; }

    /// <summary>SHA-256 over all questions of the run with what the log has for an answer; the same for models that gave the same answers. Null in documents of versions without it.</summary>
    public string? AnswersSha256 { get; init; }

    /// <summary>What each answer to a graded question is worth; null if no such question was answered. The same under every protocol.</summary>
    public QuestionCredits? Credits { get; init; }

    /// <summary>What was chosen, for models that are asked more than once; null else.</summary>
    public QuestionChoices? Choices { get; init; }

    /// <summary>The same replies under all three readers; null for contrastive models and floors, whose answers are read in one way.</summary>
    public ExtractionBand? Band { get; init; }

    /// <summary>Reasons of failed questions with their number, most frequent first.</summary>
    public IReadOnlyList<FaultCount> Faults { get; init; } = [];

    /// <summary>Remarks that a reader of the numbers must know, such as a deviation from the official protocol.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Calibration, caption templates, caption length, size; null in documents of versions without them.</summary>
    public ModelAnalyses? Analyses { get; init; }

    /// <summary>What was chosen for what on the fine questions, per source dataset; null in documents of versions without it.</summary>
    public IReadOnlyList<ConfusionMatrix>? Confusions { get; init; }

    /// <summary>When this run's own answers came, for a model with a server of its own; null for others.</summary>
    public IReadOnlyList<ResponsePeriod>? AnswerPeriods { get; init; }
}
