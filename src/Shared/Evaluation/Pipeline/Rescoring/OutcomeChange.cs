using MuBench.Scoring.Outcomes;

namespace MuBench.Pipeline.Rescoring;

/// <summary>Questions of one model that ended otherwise.</summary>
/// <param name="Protocol">The protocol, or the lenient reader.</param>
/// <param name="Before">How they ended in the run's own scores.</param>
/// <param name="After">How they end now.</param>
/// <param name="Questions">Their number.</param>
public sealed record OutcomeChange(string Protocol, Outcome Before, Outcome After, int Questions);
