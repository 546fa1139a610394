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

/// <summary>One model's outcomes and scores in a run, from which the report is made: <c>scores/MODELID.json</c>.</summary>
internal sealed record ModelScores
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

    /// <summary>The model version that the provider reports; several joined by ", " if it changed during the run.</summary>
    public string? ResolvedModel { get; init; }

    /// <summary>
    /// Precision and processor of the computation of its responses, the most frequent first; null for floors and models
    /// that write text.
    /// </summary>
    public IReadOnlyList<ComputedCount>? ComputedBy { get; init; }

    /// <summary>Whether the result is void: too many questions failed, or the model could not be prepared.</summary>
    public required bool Void { get; init; }

    /// <summary>Why it is void, as text; null if it is not.</summary>
    public string? VoidReason { get; init; }

    /// <summary>Why the model was stopped; null if it was not. Neither responses nor faults contain this.</summary>
    public string? StopReason { get; init; }

    /// <summary><see cref="StopReason"/>; in documents of versions without it, the void reason if it is not the share of failures.</summary>
    internal string? KnownStopReason => StopReason
        ?? (VoidReason is { } reason && !reason.Contains("'failAbove'", StringComparison.Ordinal) ? reason : null);

    /// <summary>Outcomes under the manifest's protocol, over all questions of the run.</summary>
    public required OutcomeCounts Outcomes { get; init; }

    /// <summary>
    /// Number of questions that were not run because the model's kind is not asked them, such as localisation questions
    /// for a model that draws no boxes.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotApplicable { get; init; }

    /// <summary>The usage of the responses.</summary>
    public required ModelUsage Usage { get; init; }

    /// <summary>Scores per task, slice and protocol; the official protocol comes first.</summary>
    public required IReadOnlyList<SliceScore> Scores { get; init; }

    /// <summary>
    /// Outcomes of every question of the run in the order of the plan, one byte each, per protocol (base64 in the
    /// file). For generative models also under <see cref="Protocols.Lenient"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, byte[]> Items { get; init; }

    /// <summary>
    /// SHA-256 over all questions of the run with their responses. Models with the same responses have the same hash.
    /// Null in documents of versions without it.
    /// </summary>
    public string? AnswersSha256 { get; init; }

    /// <summary>
    /// The fractional score of each response to a graded question; null if no such question was answered. The same
    /// under every protocol.
    /// </summary>
    public QuestionCredits? Credits { get; init; }

    /// <summary>The chosen options, for models that are asked more than once; else null.</summary>
    public QuestionChoices? Choices { get; init; }

    /// <summary>
    /// The results of all three readers on the same responses; null for contrastive models and floors, whose responses
    /// are read in one way.
    /// </summary>
    public ExtractionBand? Band { get; init; }

    /// <summary>Reasons of failed questions with their counts, the most frequent first.</summary>
    public IReadOnlyList<FaultCount> Faults { get; init; } = [];

    /// <summary>Notes for readers of the numbers, such as a deviation from the official protocol.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Calibration, caption templates, caption length, size; null in documents of versions without them.</summary>
    public ModelAnalyses? Analyses { get; init; }

    /// <summary>Chosen option by gold option on the fine questions, per source dataset; null in documents of versions without it.</summary>
    public IReadOnlyList<ConfusionMatrix>? Confusions { get; init; }

    /// <summary>The periods of this run's own responses, for a model with its own server; null for others.</summary>
    public IReadOnlyList<ResponsePeriod>? AnswerPeriods { get; init; }
}
