using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MuBench.Functions.Orchestrations;

/// <summary>Binds the orchestrators.</summary>
public static class OrchestratorFunctions
{
    /// <summary>See <see cref="RunOrchestrator"/>.</summary>
    [Function(nameof(RunOrchestrator))]
    public static Task<RunOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new RunOrchestrator().RunAsync(context, context.GetInput<string>()!);

    /// <summary>See <see cref="ModelOrchestrator"/>.</summary>
    [Function(nameof(ModelOrchestrator))]
    public static Task<ModelOutcome> RunModelAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new ModelOrchestrator().RunAsync(context, context.GetInput<ModelInput>()!);
}
