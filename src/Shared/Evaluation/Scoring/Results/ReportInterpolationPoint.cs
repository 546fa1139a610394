namespace MuBench.Scoring.Results;

/// <summary>One α of an interpolation, on all questions of the run.</summary>
/// <param name="Alpha">The share of the tuned model: θ = (1 − α)·θ_base + α·θ_tuned.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="Void">Whether its result is void.</param>
/// <param name="Means">Its means over parts; empty if it is void.</param>
public sealed record ReportInterpolationPoint(double Alpha, string Model, bool Void, IReadOnlyList<ReportPartMean> Means);
