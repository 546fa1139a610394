using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Scoring;

/// <summary>A model's answers by column, one entry for each question in the order of the plan. Made by <see cref="ResponseTableBuilder"/>.</summary>
internal sealed record ResponseTable
{
    /// <summary>The questions.</summary>
    public required QuestionTable Items { get; init; }

    /// <summary>Outcome of each question per protocol, and under the lenient reader where there is a <see cref="Band"/>.</summary>
    public required IReadOnlyDictionary<string, Outcome[]> Outcomes { get; init; }

    /// <summary>SHA-256 over the questions and their answers; null where there is no answer.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>What each answer to a graded question is worth; null where there is none.</summary>
    public required QuestionCredits? Credits { get; init; }

    /// <summary>How the boxes cover the true outlines.</summary>
    public required MaskColumns Masks { get; init; }

    /// <summary>The outcomes in the forms beside the official one.</summary>
    public required TemplateColumns Templates { get; init; }

    /// <summary>What the analyses need of each question.</summary>
    public required AnalysisColumns Analysis { get; init; }

    /// <summary>What was chosen; null for a model that is asked once.</summary>
    public required QuestionChoices? Choices { get; init; }

    /// <summary>What was chosen for what on the fine questions, under the manifest's protocol.</summary>
    public required IReadOnlyList<ConfusionMatrix> Confusions { get; init; }

    /// <summary>The same replies under all readers; null for a model whose answers are no texts.</summary>
    public required ExtractionBand? Band { get; init; }

    /// <summary>Questions scored by question + " " + option for want of captions; of cognition that is the authors' rule.</summary>
    public required int ScoredByOptions { get; init; }

    /// <summary>Questions that such a model is not asked.</summary>
    public required int NotApplicable { get; init; }
}
