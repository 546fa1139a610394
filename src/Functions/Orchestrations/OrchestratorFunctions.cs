using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>Binds the orchestrators.</summary>
public static class OrchestratorFunctions
{
    /// <summary>See <see cref="RunOrchestrator"/>.</summary>
    [Function(nameof(RunOrchestrator))]
    public static Task<RunOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, string input) =>
        new RunOrchestrator().RunAsync(context, input);

    /// <summary>See <see cref="ModelOrchestrator"/>.</summary>
    [Function(nameof(ModelOrchestrator))]
    public static Task<ModelOutcome> RunModelAsync([OrchestrationTrigger] TaskOrchestrationContext context, ModelInput input) =>
        new ModelOrchestrator().RunAsync(context, input);

    /// <summary>See <see cref="EventOrchestrator"/>.</summary>
    [Function(nameof(EventOrchestrator))]
    public static Task<bool> SendEventAsync([OrchestrationTrigger] TaskOrchestrationContext context, RunRequest input) =>
        new EventOrchestrator().RunAsync(context, input);
}
