using System.Globalization;
using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>Orchestrates a run, from its manifest to its report. Its instance id and its input are the run's id.</summary>
internal sealed class RunOrchestrator : TaskOrchestrator<string, RunOutcome>
{
    /// <inheritdoc/>
    public override async Task<RunOutcome> RunAsync(TaskOrchestrationContext context, string input)
    {
        var attempt = context.CurrentUtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var run = new RunRequest(input, attempt);
        BeginRunResult begun;
        WriteReportResult report;
        try
        {
            begun = await context.CallActivityAsync<BeginRunResult>(ActivityNames.BeginRun, run, ActivityFailures.RetryOnLostWorker);
            var models = begun.Waves > 0 ? new WaveEvaluation(context, run, begun).RunAsync()
                : begun.OneByOne ? RunSequentiallyAsync(context, run, begun.Models) : RunInParallelAsync(context, run, begun.Models);
            await ListenAsync(context, models);
            var outcomes = await models;
            if (outcomes.Any(model => model.Cancelled))
                return new RunOutcome(RunStates.Cancelled, null);
            report = outcomes.FirstOrDefault(model => model.Report is not null)?.Report
                ?? await context.CallActivityAsync<WriteReportResult>(ActivityNames.WriteReport, run, ActivityFailures.RetryOnLostWorker);
        }
        catch (TaskFailedException exception)
        {
            var error = RecordLimits.Error(ActivityFailures.MessageOf(exception.FailureDetails));
            await context.CallActivityAsync(ActivityNames.FailRun, new FailRunRequest(run, error), ActivityFailures.RetryOnLostWorker);
            await StartEventAsync(context, run);
            throw new RunFailedException(error);
        }

        // The report is written: what fails from here on does not make the run fail.
        if (begun.SendsEvents)
            await StartEventAsync(context, run);
        return new RunOutcome(report.State, report);
    }

    private static Task StartEventAsync(TaskOrchestrationContext context, RunRequest run) =>
        context.CallActivityAsync(ActivityNames.StartRunEvent, run, ActivityFailures.RetryOnLostWorker);

    // If one model fails, the others still finish. Then the run fails.
    private static Task<ModelOutcome[]> RunInParallelAsync(TaskOrchestrationContext context, RunRequest run, int models) =>
        Task.WhenAll([.. Enumerable.Range(0, models).Select(model => StartModel(context, run, model, isOnly: models == 1))]);

    private static async Task<ModelOutcome[]> RunSequentiallyAsync(TaskOrchestrationContext context, RunRequest run, int models)
    {
        var outcomes = new ModelOutcome[models];
        for (var model = 0; model < models; model++)
            outcomes[model] = await StartModel(context, run, model, isOnly: models == 1);
        return outcomes;
    }

    // The id differs between attempts, so that a model which an earlier attempt left running is not mistaken for this attempt's.
    /// <summary>Starts the orchestration of a model, or of one wave of it.</summary>
    internal static Task<ModelOutcome> StartModel(TaskOrchestrationContext context, RunRequest run, int model, int wave = 0, bool isOnly = false) =>
        context.CallSubOrchestratorAsync<ModelOutcome>(
            nameof(ModelOrchestrator),
            new ModelInput(run.RunId, run.Attempt, model, wave, isOnly && OrchestrationVersions.IsAtLeast(context, 3)),
            new SubOrchestrationOptions(instanceId: $"{run.RunId}:{model}:{run.Attempt}{(wave == 0 ? "" : $":{wave}")}"));

    private static async Task ListenAsync(TaskOrchestrationContext context, Task models)
    {
        var statuses = new List<ModelStatus>();
        while (!models.IsCompleted)
        {
            var next = context.WaitForExternalEvent<ModelStatus>(RunProgress.ModelEvent);
            await Task.WhenAny(models, next);
            if (!next.IsCompleted)
                return;
            var status = await next;
            statuses.RemoveAll(model => model.Id == status.Id);
            statuses.Add(status);
            context.SetCustomStatus(RunProgress.Of(statuses));
        }
    }
}
