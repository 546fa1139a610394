using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.Http;
using MuBench.Retries;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Throttling;

namespace MuBench.Models;

/// <summary>The shared services of models: secrets, endpoints, throttles, the clock.</summary>
/// <param name="Store">The store with the model folders.</param>
/// <param name="Secrets">Resolves names of secrets at the time of the call.</param>
/// <param name="Endpoints">The endpoints that may be called.</param>
/// <param name="Throttles">The throttles of all endpoints, one set per process.</param>
/// <param name="Time">The clock.</param>
internal sealed record ModelServices(IArtifactStore Store, SecretResolver Secrets, EndpointPolicy Endpoints, EndpointThrottles Throttles, TimeProvider Time)
{
    /// <summary>The retry policy for transient faults of calls.</summary>
    public required RetryOptions Retry { get; init; }

    /// <summary>The size limits of an endpoint's responses.</summary>
    public required ResponseLimits Responses { get; init; }

    /// <summary>Maximum timeout of a call, whatever the manifest sets; null for none.</summary>
    public TimeSpan? MaxCallTime { get; init; }

    /// <summary>The timeout of a model's calls.</summary>
    public TimeSpan DeadlineOf(ModelManifest model)
    {
        var deadline = TimeSpan.FromSeconds(model.TimeoutSeconds);
        return MaxCallTime is { } max && max < deadline ? max : deadline;
    }
}
