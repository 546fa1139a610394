using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>One model of a run: its passes one after another, each prepared, evaluated and scored.</summary>
internal sealed class ModelOrchestrator : TaskOrchestrator<ModelInput, ModelOutcome>
{
    /// <summary>A server is asked so often whether it is ready, half a minute apart in the end: each time costs some events of the history.</summary>
    internal const int MostWakeSteps = 1000;

    /// <inheritdoc/>
    public override async Task<ModelOutcome> RunAsync(TaskOrchestrationContext context, ModelInput input)
    {
        var passes = 1;
        for (var pass = 0; pass < passes; pass++)
        {
            var request = new PassRequest(input.RunId, input.Attempt, input.Model, pass);
            var prepared = await PrepareAsync(context, request);
            passes = prepared.Passes;
            var evaluation = new PassEvaluation(context, request, prepared);
            if (prepared is { Cancelled: false, StopReason: null })
                await evaluation.RunAsync();
            if (prepared.Cancelled || evaluation.Cancelled)
                return new ModelOutcome(Cancelled: true);
            var scored = await context.CallActivityAsync<ScoredPass>(
                ActivityNames.ScorePass, request with { StopReason = prepared.StopReason ?? evaluation.StopReason, IsOutOfBudget = evaluation.IsOutOfBudget }, Faults.LostWorker);
            if (scored.Status is { } status)
                Tell(context, input.RunId, status);
        }

        return new ModelOutcome(Cancelled: false);
    }

    /// <summary>Prepares a pass, and sleeps as long as its server wakes up.</summary>
    private static async Task<PreparedPass> PrepareAsync(TaskOrchestrationContext context, PassRequest request)
    {
        var prepared = await context.CallActivityAsync<PreparedPass>(ActivityNames.PreparePass, request, Faults.LostWorker);
        for (var step = 0; step < MostWakeSteps && prepared is { Cancelled: false, RetryAfter: not null }; step++)
        {
            await context.CreateTimer(prepared.RetryAfter.Value, CancellationToken.None);
            prepared = await context.CallActivityAsync<PreparedPass>(ActivityNames.PreparePass, request, Faults.LostWorker);
        }

        return prepared is { Cancelled: false, RetryAfter: not null }
            ? prepared with { StopReason = $"The server was not ready after {MostWakeSteps:N0} tries." }
            : prepared;
    }

    /// <summary>Tells the run how far the model is.</summary>
    public static void Tell(TaskOrchestrationContext context, string runId, ModelStatus status)
    {
        context.SetCustomStatus(status);
        context.SendEvent(runId, RunProgress.ModelEvent, status);
    }
}
