using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.QuestionTables;

/// <summary>The outcome of a question and its fractional score.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Credit">The fractional score, 0 to 1, of a graded question; null for other questions.</param>
internal readonly record struct QuestionResult(Outcome Outcome, float? Credit = null);
