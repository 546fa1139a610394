using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Robustness;

/// <summary>One pass of a model over the items of a run.</summary>
/// <param name="Outcomes">Outcomes under the report's protocol.</param>
/// <param name="Choices">What was chosen.</param>
internal sealed record PassOutcomes(Outcome[] Outcomes, QuestionChoices Choices)
{
    /// <summary>Of an option order, the items whose options it leaves as they are stored; null if that is not known.</summary>
    public bool[]? Unchanged { get; init; }
}
