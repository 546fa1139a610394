using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Results;

/// <summary>One model on the reporting half.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Means">Its means over parts.</param>
/// <param name="Scores">Its accuracy by slice.</param>
public sealed record ReportHeldOutModel(string Model, IReadOnlyList<ReportPartMean> Means, IReadOnlyList<SliceScore> Scores);
