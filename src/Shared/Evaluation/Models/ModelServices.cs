using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.Http;
using MuBench.Retries;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Throttling;

namespace MuBench.Models;

/// <summary>What models are made with and share: secrets, endpoints, throttles, the clock.</summary>
/// <param name="Store">Where model folders are kept.</param>
/// <param name="Secrets">Resolves names of secrets at call time.</param>
/// <param name="Endpoints">Which endpoints may be called.</param>
/// <param name="Throttles">The throttles of all endpoints, one set per process.</param>
/// <param name="Time">The clock.</param>
internal sealed record ModelServices(IArtifactStore Store, SecretResolver Secrets, EndpointPolicy Endpoints, EndpointThrottles Throttles, TimeProvider Time)
{
    /// <summary>How transient faults of calls are met.</summary>
    public required RetryOptions Retry { get; init; }

    /// <summary>How much of an endpoint's answer is read.</summary>
    public required ResponseLimits Responses { get; init; }

    /// <summary>Upper bound of every call's deadline, whatever the manifest asks for; null for none.</summary>
    public TimeSpan? MaxCallTime { get; init; }

    /// <summary>The deadline of a model's calls.</summary>
    public TimeSpan DeadlineOf(ModelManifest model)
    {
        var deadline = TimeSpan.FromSeconds(model.TimeoutSeconds);
        return MaxCallTime is { } max && max < deadline ? max : deadline;
    }
}
