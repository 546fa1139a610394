using System.Collections.Concurrent;
using MuBench.Manifests;
using MuBench.Retries;

namespace MuBench.Throttling;

/// <summary>
/// The throttles of this process, one per endpoint, model and key. A run continues with what an earlier run learned
/// about an endpoint.
/// </summary>
internal sealed class EndpointThrottles
{
    private readonly ConcurrentDictionary<ThrottleKey, EndpointThrottle> _throttles = new();

    /// <summary>Joins the throttle of a model, which is created on first use.</summary>
    public ThrottleLease Join(ModelManifest model, RetryOptions retry, TimeProvider time)
    {
        var throttle = _throttles.GetOrAdd(ThrottleKey.Of(model), _ => new EndpointThrottle(LimitsOf(model), retry.BaseDelay, time));
        EndpointGauges.Watch(throttle, EndpointTags.Of(model));
        return throttle.Join(LimitsOf(model));
    }

    private static ThrottleLimits LimitsOf(ModelManifest model) => new()
    {
        MaxConcurrency = model.MaxConcurrency,
        RequestsPerMinute = model.RequestsPerMinute,
        TokensPerMinute = model.TokensPerMinute,
    };
}
