using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Rescoring;

/// <summary>A question whose outcome changed.</summary>
/// <param name="Row">Row of its image in the dataset.</param>
/// <param name="Question">Its key.</param>
/// <param name="Protocol">The protocol, or the lenient reader.</param>
/// <param name="Before">The outcome in the run's own scores.</param>
/// <param name="After">The outcome now.</param>
public sealed record QuestionChange(int Row, string Question, string Protocol, Outcome Before, Outcome After);
