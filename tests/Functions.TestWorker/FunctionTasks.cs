using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Activities;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.TestWorker;

/// <summary>Registers the app's functions with a Durable worker by name, as the Functions host does.</summary>
internal static class FunctionTasks
{
    /// <summary>Registers every orchestrator and activity.</summary>
    /// <param name="registry">The worker's registry.</param>
    /// <param name="activities">The activities.</param>
    /// <param name="client">Gives the client for activities that start orchestrations.</param>
    public static void Register(DurableTaskRegistry registry, ActivityFunctions activities, Func<DurableTaskClient> client)
    {
        registry.AddOrchestratorFunc<string, RunOutcome>(nameof(RunOrchestrator), RunAsync);
        registry.AddOrchestratorFunc<ModelInput, ModelOutcome>(nameof(ModelOrchestrator), (context, input) => OrchestratorFunctions.RunModelAsync(context, input));
        registry.AddOrchestratorFunc<RunRequest, bool>(nameof(EventOrchestrator), (context, input) => OrchestratorFunctions.SendEventAsync(context, input));
        registry.AddActivityFunc<RunRequest, BeginRunResult>(ActivityNames.BeginRun, (_, input) => activities.BeginRunAsync(input, default));
        registry.AddActivityFunc<PassRequest, PreparePassResult>(ActivityNames.PreparePass, (_, input) => activities.PreparePassAsync(input, default));
        registry.AddActivityFunc<SpanRequest, SpanResult>(ActivityNames.EvaluateSpan, (_, input) => activities.EvaluateSpanAsync(input, default));
        registry.AddActivityFunc<LookRequest, TakeLookResult>(ActivityNames.TakeLook, (_, input) => activities.TakeLookAsync(input, default));
        registry.AddActivityFunc<PassRequest, ScorePassResult>(ActivityNames.ScorePass, (_, input) => activities.ScorePassAsync(input, default));
        registry.AddActivityFunc<RunRequest, WriteReportResult>(ActivityNames.WriteReport, (_, input) => activities.WriteReportAsync(input, default));
        registry.AddActivityFunc<RunRequest>(ActivityNames.StartRunEvent, (_, input) => activities.StartRunEventAsync(input, client(), default));
        registry.AddActivityFunc<RunRequest, bool>(ActivityNames.SendRunEvent, (_, input) => activities.SendRunEventAsync(input, default));
        registry.AddActivityFunc<FailRunRequest>(ActivityNames.FailRun, (_, input) => activities.FailRunAsync(input, default));
    }

#if NEXT_VERSION
    // The changed orchestrator of the next version: it pauses before it begins. Instances of the version before go on without the pause.
    private static async Task<RunOutcome> RunAsync(TaskOrchestrationContext context, string input)
    {
        if (OrchestrationVersions.IsAtLeast(context, OrchestrationVersions.Current + 1))
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        return await OrchestratorFunctions.RunAsync(context, input);
    }
#else
    private static Task<RunOutcome> RunAsync(TaskOrchestrationContext context, string input) => OrchestratorFunctions.RunAsync(context, input);
#endif
}
