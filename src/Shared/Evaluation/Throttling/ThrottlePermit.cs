namespace MuBench.Throttling;

/// <summary>The right to make one call. It is released with the outcome of the call.</summary>
internal readonly record struct ThrottlePermit(EndpointThrottle Throttle, AdmittedCall Call, ModelProgress Progress)
{
    /// <summary>Releases the permit.</summary>
    /// <param name="end">The outcome of the call.</param>
    /// <param name="tokens">The tokens that the call used; null if unknown.</param>
    /// <param name="retryAfter">The waiting time of a refusal; null if it has none.</param>
    public void Release(CallOutcome end, double? tokens = null, TimeSpan? retryAfter = null) => Throttle.Release(this, end, tokens, retryAfter);
}
