using MuBench.Models;

namespace MuBench.Throttling;

/// <summary>The right to make one call; it is given back with how the call ended.</summary>
internal readonly record struct ThrottleSlot(EndpointThrottle Throttle, AdmittedCall Call, ModelProgress Progress)
{
    /// <summary>Gives the slot back.</summary>
    /// <param name="end">How the call ended.</param>
    /// <param name="tokens">The tokens that it took; null where nobody says.</param>
    /// <param name="retryAfter">For how long a refusal asked to leave the endpoint alone.</param>
    public void Leave(CallEnd end, double? tokens = null, TimeSpan? retryAfter = null) => Throttle.Leave(this, end, tokens, retryAfter);
}
