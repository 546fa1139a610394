using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Rescoring;

/// <summary>A question that ended otherwise.</summary>
/// <param name="Row">Row of its image in the dataset.</param>
/// <param name="Question">Its key.</param>
/// <param name="Protocol">The protocol, or the lenient reader.</param>
/// <param name="Before">How it ended in the run's own scores.</param>
/// <param name="After">How it ends now.</param>
public sealed record QuestionChange(int Row, string Question, string Protocol, Outcome Before, Outcome After);
