namespace MuBench.Pipeline.Estimating;

/// <summary>What a run takes from here on.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Models">Its models, each followed by its passes.</param>
/// <param name="Usd">What the models of known price are expected to cost together, in US dollars, the time of their own GPU servers included where it is known.</param>
/// <param name="BoundUsd">The same where every reply is as long as it may be.</param>
/// <param name="UnknownPrices">Ids of the models that cost something nobody knows, the time of their own GPU servers included.</param>
/// <param name="Seconds">How long the run takes, since models behind HTTP run side by side; null where the time of one is not known.</param>
/// <param name="MaxUsd">The budget; null where there is none.</param>
/// <param name="SpentUsd">What the run has spent already; 0 where there is no budget.</param>
public sealed record RunEstimate(
    string RunId, IReadOnlyList<ModelEstimate> Models, decimal Usd, decimal BoundUsd, IReadOnlyList<string> UnknownPrices, double? Seconds = null, decimal? MaxUsd = null, decimal SpentUsd = 0);
