using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// A model's responses by column, one entry for each question in the order of the plan. Made by <see
/// cref="ResponseTableBuilder"/>.
/// </summary>
internal sealed record ResponseTable
{
    /// <summary>The questions.</summary>
    public required QuestionTable Items { get; init; }

    /// <summary>Outcome of each question per protocol, and under the lenient reader if there is a <see cref="Band"/>.</summary>
    public required IReadOnlyDictionary<string, Outcome[]> Outcomes { get; init; }

    /// <summary>SHA-256 over the questions and their responses; null if there is no response.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>The fractional score of each response to a graded question; null if there are none.</summary>
    public required QuestionCredits? Credits { get; init; }

    /// <summary>How well the boxes cover the true outlines.</summary>
    public required MaskColumns Masks { get; init; }

    /// <summary>The outcomes under further prompt variants.</summary>
    public required TemplateColumns Templates { get; init; }

    /// <summary>The data of each question for the analyses.</summary>
    public required AnalysisColumns Analysis { get; init; }

    /// <summary>The chosen options; null for a model that is asked once.</summary>
    public required QuestionChoices? Choices { get; init; }

    /// <summary>Chosen option by gold option on the fine questions, under the manifest's protocol.</summary>
    public required IReadOnlyList<ConfusionMatrix> Confusions { get; init; }

    /// <summary>The results of all readers on the same responses; null for a model whose responses are not texts.</summary>
    public required ExtractionBand? Band { get; init; }

    /// <summary>
    /// Number of questions scored by question + " " + option because they have no captions. For cognition that is the
    /// authors' rule.
    /// </summary>
    public required int ScoredByOptions { get; init; }

    /// <summary>Number of questions that the model's kind is not asked.</summary>
    public required int NotApplicable { get; init; }

    /// <summary>The questions, by number, that the model is not asked because the run stopped asking it before.</summary>
    public IReadOnlySet<int> NotAsked { get; init; } = new HashSet<int>();

    /// <summary>The same responses with slices of the asked questions only.</summary>
    public ResponseTable OfAsked() => NotAsked.Count == 0 ? this : this with { Items = Items.RestrictQuestions(question => !NotAsked.Contains(question)) };
}
