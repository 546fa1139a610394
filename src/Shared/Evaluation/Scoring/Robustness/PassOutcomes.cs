using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Robustness;

/// <summary>One pass of a model over the questions of a run.</summary>
/// <param name="Outcomes">Outcomes under the report's protocol.</param>
/// <param name="Choices">The chosen options.</param>
internal sealed record PassOutcomes(Outcome[] Outcomes, QuestionChoices Choices)
{
    /// <summary>For an option order, the questions whose options it leaves in stored order; null if that is not known.</summary>
    public bool[]? Unchanged { get; init; }
}
