using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.QuestionTables;

/// <summary>How a question ended, and what it scores.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Credit">The score, 0 to 1, of a question that is scored in fractions; null if the outcome says all.</param>
public readonly record struct QuestionResult(Outcome Outcome, float? Credit = null);
