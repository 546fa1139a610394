using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>One model of a run: its passes one after another, each prepared, evaluated and scored.</summary>
internal sealed class ModelOrchestrator : TaskOrchestrator<ModelInput, ModelOutcome>
{
    /// <summary>
    /// Maximum number of readiness checks of a server, in the end half a minute apart. Each check adds some events to the
    /// history.
    /// </summary>
    internal const int MaxWakeSteps = 1000;

    /// <inheritdoc/>
    public override async Task<ModelOutcome> RunAsync(TaskOrchestrationContext context, ModelInput input)
    {
        var passes = 1;
        WriteReportResult? report = null;
        for (var pass = 0; pass < passes; pass++)
        {
            var request = new PassRequest(input.RunId, input.Attempt, input.Model, pass, Wave: input.Wave);
            var prepared = await PrepareAsync(context, request);
            passes = prepared.Passes;
            // From version 3 on, the worker that gets the last answer scores the pass, and writes the report of a run of one model.
            var isEndedByWorkers = input.Wave == 0 && OrchestrationVersions.IsAtLeast(context, 3);
            var evaluation = new PassEvaluation(context, request, prepared) { Scores = isEndedByWorkers, Reports = isEndedByWorkers && input.IsOnly && pass == passes - 1 };
            if (prepared is { Cancelled: false, StopReason: null })
                await evaluation.RunAsync();
            if (evaluation.Scored is { } ended)
            {
                report = evaluation.Report;
                if (ended.Status is { } last)
                    ReportProgress(context, input.RunId, last);
                continue;
            }

            if (prepared.Cancelled || evaluation.IsCancelled)
                return new ModelOutcome(Cancelled: true);
            if (input.Wave != 0)
                return new ModelOutcome(Cancelled: false, prepared.StopReason ?? evaluation.StopReason, evaluation.IsOutOfBudget);
            var scored = await context.CallActivityAsync<ScorePassResult>(
                ActivityNames.ScorePass, request with { StopReason = prepared.StopReason ?? evaluation.StopReason, IsOutOfBudget = evaluation.IsOutOfBudget }, ActivityFailures.RetryOnLostWorker);
            if (scored.Status is { } status)
                ReportProgress(context, input.RunId, status);
        }

        return new ModelOutcome(Cancelled: false, Report: report);
    }

    /// <summary>Prepares a pass, and sleeps while its server wakes up or its endpoint cannot be reached.</summary>
    private static async Task<PreparePassResult> PrepareAsync(TaskOrchestrationContext context, PassRequest request)
    {
        var outage = new OutageWait();
        var prepared = await context.CallActivityAsync<PreparePassResult>(ActivityNames.PreparePass, request, ActivityFailures.RetryOnLostWorker);
        for (var step = 0; step < MaxWakeSteps && prepared is { Cancelled: false } && prepared is not { RetryAfter: null, Unreachable: null }; step++)
        {
            var pause = prepared.Unreachable is { } endpoint ? outage.NextPause(endpoint, context.CurrentUtcDateTime) : prepared.RetryAfter;
            if (pause is null)
                return prepared with { StopReason = prepared.Unreachable!.StopReason };
            await context.CreateTimer(pause.Value, CancellationToken.None);
            prepared = await context.CallActivityAsync<PreparePassResult>(ActivityNames.PreparePass, request, ActivityFailures.RetryOnLostWorker);
        }

        return prepared is { Cancelled: false, RetryAfter: not null }
            ? prepared with { StopReason = $"The server was not ready after {MaxWakeSteps:N0} tries." }
            : prepared;
    }

    /// <summary>Reports the model's status to its run.</summary>
    public static void ReportProgress(TaskOrchestrationContext context, string runId, ModelStatus status)
    {
        context.SetCustomStatus(status);
        context.SendEvent(runId, RunProgress.ModelEvent, status);
    }
}
