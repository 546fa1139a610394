using MuBench.Manifests;

namespace MuBench.Throttling;

/// <summary>A model's share in a throttle: as long as it lives, its limits are in force.</summary>
internal sealed class ThrottleLease(EndpointThrottle throttle, ThrottleLimits limits) : IDisposable
{
    /// <summary>The throttle.</summary>
    public EndpointThrottle Throttle { get; } = throttle;

    /// <summary>The limits of this model.</summary>
    public ThrottleLimits Limits { get; } = limits;

    /// <inheritdoc/>
    public void Dispose() => Throttle.Release(this);
}
