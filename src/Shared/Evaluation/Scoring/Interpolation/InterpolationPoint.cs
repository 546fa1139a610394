using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.Interpolation;

/// <summary>One α of an interpolation.</summary>
/// <param name="Alpha">The α.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="Outcomes">One outcome per question; null if the model's result is void.</param>
internal sealed record InterpolationPoint(double Alpha, string Model, Outcome[]? Outcomes);
