namespace MuBench.Throttling;

/// <summary>The right to make one call; it is given back with how the call ended.</summary>
internal readonly record struct ThrottlePermit(EndpointThrottle Throttle, AdmittedCall Call, ModelProgress Progress)
{
    /// <summary>Gives the slot back.</summary>
    /// <param name="end">How the call ended.</param>
    /// <param name="tokens">The tokens that it took; null if nobody says.</param>
    /// <param name="retryAfter">For how long a refusal asked to leave the endpoint alone.</param>
    public void Release(CallOutcome end, double? tokens = null, TimeSpan? retryAfter = null) => Throttle.Release(this, end, tokens, retryAfter);
}
