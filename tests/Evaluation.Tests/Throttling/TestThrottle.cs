using MuBench.Manifests;
using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

/// <summary>A throttle of a test's own.</summary>
internal static class TestThrottle
{
    public static EndpointThrottle New() => new(new ThrottleLimits(), TimeSpan.FromSeconds(0.5), TimeProvider.System);
}
