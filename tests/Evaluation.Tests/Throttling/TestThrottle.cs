using MuBench.Manifests;
using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

/// <summary>A throttle for one test.</summary>
internal static class TestThrottle
{
    public static EndpointThrottle New() => new(new ThrottleLimits(), TimeSpan.FromSeconds(0.5), TimeProvider.System);
}
