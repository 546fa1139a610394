namespace MuBench.Pipeline.Estimating;

/// <summary>The estimate of a run's remaining cost and time.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Models">Its models, each followed by its passes.</param>
/// <param name="Usd">
/// The expected cost in US dollars of the models with a known price, including the time of their own GPU servers if it
/// is known.
/// </param>
/// <param name="BoundUsd">The same if every response has the maximum length.</param>
/// <param name="UnknownPrices">Ids of the models whose cost is unknown, including the cost of their own GPU servers.</param>
/// <param name="Seconds">
/// The expected time of the run in seconds, with models behind HTTP in parallel; null if the time of one model is not
/// known.
/// </param>
/// <param name="MaxUsd">The budget; null if there is none.</param>
/// <param name="SpentUsd">The amount that the run has spent already; 0 without a budget.</param>
public sealed record RunEstimate(
    string RunId, IReadOnlyList<ModelEstimate> Models, decimal Usd, decimal BoundUsd, IReadOnlyList<string> UnknownPrices, double? Seconds = null, decimal? MaxUsd = null, decimal SpentUsd = 0)
{
    /// <summary>
    /// About how much each verdict of a run that stops when it knows enough will take, for several differences; the costs above are those of asking
    /// everything. Null for other runs.
    /// </summary>
    public IReadOnlyList<VerdictEffort>? Verdicts { get; init; }
}
