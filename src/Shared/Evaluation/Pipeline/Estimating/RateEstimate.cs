using MuBench.Manifests;

namespace MuBench.Pipeline.Estimating;

/// <summary>The expected rate of calls.</summary>
/// <param name="CallsPerSecond">The rate; null if it is not known.</param>
/// <param name="Basis">The basis of the rate.</param>
internal readonly record struct RateEstimate(double? CallsPerSecond, string Basis)
{
    /// <summary>
    /// The rate of a model: the given one, else its permits divided by the duration of responses, else by the duration
    /// of the response to a canary question. It never exceeds the manifest's limits.
    /// </summary>
    public static RateEstimate Of(ModelManifest model, double? given, double? secondsPerAnswer, double? canarySeconds, long tokensPerCall)
    {
        if (model.IsBatch)
            return new RateEstimate(null, "batches, within 24 hours each");
        var pace = given is { } rate ? new RateEstimate(rate, FormattableString.Invariant($"{rate:0.##} calls/s as given"))
            : secondsPerAnswer is { } seconds and > 0
                ? new RateEstimate(model.MaxInFlight / seconds, FormattableString.Invariant($"{model.MaxInFlight} calls at once, {seconds:0.##} s each as in the log, if the endpoint accepts them"))
            : canarySeconds is { } canary and > 0
                ? new RateEstimate(model.MaxInFlight / canary, FormattableString.Invariant($"{model.MaxInFlight} calls at once, {canary:0.##} s each as the canary question took, if the server accepts them"))
            : new RateEstimate(null, "unknown: no response in the log gives the time of a call; give --rate");
        if (model.RequestsPerMinute is { } requests)
            pace = pace.AtMost(requests / 60, "requestsPerMinute");
        if (model.TokensPerMinute is { } tokens && tokensPerCall > 0)
            pace = pace.AtMost(tokens / 60 / tokensPerCall, "tokensPerMinute");
        return pace;
    }

    private RateEstimate AtMost(double limit, string name) =>
        CallsPerSecond <= limit ? this : new RateEstimate(limit, FormattableString.Invariant($"{limit:0.##} calls/s, the maximum that {name} allows"));
}
