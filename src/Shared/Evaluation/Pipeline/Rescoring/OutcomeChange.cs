using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Rescoring;

/// <summary>Questions of one model whose outcome changed.</summary>
/// <param name="Protocol">The protocol, or the lenient reader.</param>
/// <param name="Before">The outcome in the run's own scores.</param>
/// <param name="After">The outcome now.</param>
/// <param name="Questions">Their number.</param>
public sealed record OutcomeChange(string Protocol, Outcome Before, Outcome After, int Questions);
