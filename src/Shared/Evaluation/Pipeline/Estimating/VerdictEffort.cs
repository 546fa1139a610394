namespace MuBench.Pipeline.Estimating;

/// <summary>About how much a verdict on two models will take, if their accuracies really differ by a given amount.</summary>
/// <param name="A">Id of the first model.</param>
/// <param name="B">Id of the second model.</param>
/// <param name="Difference">The difference, 0 to 1.</param>
/// <param name="Questions">Number of questions of the run that both models together are asked.</param>
/// <param name="LoggedImages">Number of images with answers of both models in the log, from which the spread is known; 0 if it is assumed.</param>
/// <param name="Usd">What the questions cost in US dollars; null if a price is unknown.</param>
public sealed record VerdictEffort(string A, string B, double Difference, long Questions, int LoggedImages, decimal? Usd = null);
