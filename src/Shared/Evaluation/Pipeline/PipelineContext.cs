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

/// <summary>What every step works with.</summary>
/// <param name="Store">Where everything is kept.</param>
/// <param name="Secrets">Resolves names of secrets at call time.</param>
/// <param name="Endpoints">Which endpoints may be called.</param>
/// <param name="Time">The clock.</param>
public sealed record PipelineContext(IArtifactStore Store, SecretResolver Secrets, EndpointPolicy Endpoints, TimeProvider Time)
{
    /// <summary>How transient faults of calls are met.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How much of an endpoint's answer is read.</summary>
    public ResponseLimits Responses { get; init; } = new();

    /// <summary>How often batches are asked after.</summary>
    public BatchPolling Polling { get; init; } = new();

    /// <summary>Upper bound of every call's deadline, whatever the manifest asks for; null for none.</summary>
    public TimeSpan? MaxCallDuration { get; init; }

    /// <summary>What models are made with.</summary>
    internal ModelServices Models => new(Store, Secrets, Endpoints, Throttles, Time) { Retry = Retry, Responses = Responses, MaxCallTime = MaxCallDuration };

    /// <summary>The throttles of all endpoints: one set per process, so that runs beside each other share what an endpoint takes.</summary>
    internal EndpointThrottles Throttles { get; init; } = new();

    /// <summary>The ledgers of the runs of this process.</summary>
    internal RunBudgets Budgets { get; init; } = new();
}
