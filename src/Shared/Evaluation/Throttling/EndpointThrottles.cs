using System.Collections.Concurrent;
using MuBench.Manifests;
using MuBench.Retries;
using MuBench.Storage;
using MuBench.Throttling.Fleet;

namespace MuBench.Throttling;

/// <summary>
/// The throttles of this process, one per endpoint, model and key. A run continues with what an earlier run learned
/// about an endpoint. Each throttle shares its limit with the other processes on the store.
/// </summary>
internal sealed class EndpointThrottles
{
    private readonly ConcurrentDictionary<ThrottleKey, Lazy<EndpointThrottle>> _throttles = new();
    private readonly FleetMembers _members = new();

    /// <summary>Joins the throttle of a model, which is created on first use.</summary>
    /// <param name="model">The model.</param>
    /// <param name="retry">The retry policy.</param>
    /// <param name="store">The store through which processes share the limit; null for a process that shares none.</param>
    /// <param name="time">The clock.</param>
    public ThrottleLease Join(ModelManifest model, RetryOptions retry, IArtifactStore? store, TimeProvider time)
    {
        var key = ThrottleKey.Of(model);
        var throttle = _throttles.GetOrAdd(key, _ => new Lazy<EndpointThrottle>(() => Create(key, model, retry, store, time))).Value;
        EndpointGauges.Watch(throttle, EndpointTags.Of(model));
        return throttle.Join(LimitsOf(model));
    }

    private EndpointThrottle Create(ThrottleKey key, ModelManifest model, RetryOptions retry, IArtifactStore? store, TimeProvider time)
    {
        var throttle = new EndpointThrottle(LimitsOf(model), retry.BaseDelay, time);
        if (store is not null)
            throttle.ShareBy(new EndpointMember(throttle, key, store, _members, time));
        return throttle;
    }

    private static ThrottleLimits LimitsOf(ModelManifest model) => new()
    {
        MaxConcurrency = model.MaxConcurrency,
        RequestsPerMinute = model.RequestsPerMinute,
        TokensPerMinute = model.TokensPerMinute,
    };
}
