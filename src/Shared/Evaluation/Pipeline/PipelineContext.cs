using MuBench.Endpoints;
using MuBench.Models;
using MuBench.Models.Batch;
using MuBench.Models.Http;
using MuBench.Pipeline.Budgets;
using MuBench.Retries;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Throttling;

namespace MuBench.Pipeline;

/// <summary>The services that all steps use.</summary>
/// <param name="Store">The store of all documents.</param>
/// <param name="Secrets">Resolves names of secrets at the time of the call.</param>
/// <param name="Endpoints">The endpoints that may be called.</param>
/// <param name="Time">The clock.</param>
public sealed record PipelineContext(IArtifactStore Store, SecretResolver Secrets, EndpointPolicy Endpoints, TimeProvider Time)
{
    /// <summary>The retry policy for transient faults of calls.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>The size limits of an endpoint's responses.</summary>
    public ResponseLimits Responses { get; init; } = new();

    /// <summary>How often batches are polled.</summary>
    public BatchPolling Polling { get; init; } = new();

    /// <summary>Maximum timeout of a call, whatever the manifest sets; null for none.</summary>
    public TimeSpan? MaxCallDuration { get; init; }

    /// <summary>The services of models.</summary>
    internal ModelServices Models => new(Store, Secrets, Endpoints, Throttles, Time) { Retry = Retry, Responses = Responses, MaxCallTime = MaxCallDuration };

    /// <summary>The throttles of all endpoints: one set per process, so that parallel runs share the capacity of an endpoint.</summary>
    internal EndpointThrottles Throttles { get; init; } = new();

    /// <summary>The ledgers of the runs of this process.</summary>
    internal RunBudgets Budgets { get; init; } = new();
}
