using MuBench.Manifests;

namespace MuBench.Throttling;

/// <summary>A model's membership in a throttle: its limits apply until this is disposed.</summary>
internal sealed class ThrottleLease(EndpointThrottle throttle, ThrottleLimits limits) : IAsyncDisposable
{
    /// <summary>The throttle.</summary>
    public EndpointThrottle Throttle { get; } = throttle;

    /// <summary>The limits of this model.</summary>
    public ThrottleLimits Limits { get; } = limits;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Throttle.ReleaseAsync(this);
}
