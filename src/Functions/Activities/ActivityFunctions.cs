using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Events;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Activities;

/// <summary>Binds the activities to the worker of this process. An activity may run more than once, so each is idempotent.</summary>
/// <remarks>
/// On a host that stops, an activity of a run ends as cancelled, even if its work is done. The host then gives its message back, and any host takes it after two
/// seconds. A result would go to the control queue of the orchestration instead. A stopping host takes messages from its control queues and does not handle
/// them; others see these after a minute only. A second execution finds in the store what the first one has done.
/// </remarks>
public sealed class ActivityFunctions(RunWorker worker, RunEventSender events, ILogger<ActivityFunctions> logger)
{
    /// <summary>Plans a run and begins an attempt at it. A second execution makes the same plan.</summary>
    [Function(ActivityNames.BeginRun)]
    public async Task<BeginRunResult> BeginRunAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var begun = await worker.BeginAsync(input, cancellationToken);
        RunLog.Begun(logger, input.RunId, input.Attempt, begun.Models, begun.Questions);
        cancellationToken.ThrowIfCancellationRequested();
        return begun with { SendsEvents = events.IsOn };
    }

    /// <summary>Prepares a pass of a model. A second execution finds the results of the first.</summary>
    [Function(ActivityNames.PreparePass)]
    public async Task<PreparePassResult> PreparePassAsync([ActivityTrigger] PassRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var prepared = await worker.PrepareAsync(input, cancellationToken);
        RunLog.Prepared(logger, input.RunId, prepared);
        cancellationToken.ThrowIfCancellationRequested();
        return RecordLimits.Of(prepared);
    }

    /// <summary>
    /// Asks a model the questions of a span, for a few minutes at most. A second execution asks only questions without a response
    /// in the log.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    [Function(ActivityNames.EvaluateSpan)]
    public async Task<SpanResult> EvaluateSpanAsync([ActivityTrigger] SpanRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var result = await worker.EvaluateAsync(input, cancellationToken);
        RunLog.Evaluated(logger, input, result);
        if (result.Scored?.Status is { } status)
            RunLog.Scored(logger, input.RunId, status);
        if (result.Report is { } report)
            RunLog.Reported(logger, report);
        cancellationToken.ThrowIfCancellationRequested();
        return RecordLimits.Of(result);
    }

    /// <summary>Looks at a run after a wave. A second execution takes the same look.</summary>
    [Function(ActivityNames.TakeLook)]
    public async Task<TakeLookResult> TakeLookAsync([ActivityTrigger] LookRequest input, CancellationToken cancellationToken)
    {
        var look = await worker.LookAsync(input, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return look with { Stopped = RecordLimits.Reason(look.Stopped) };
    }

    /// <summary>Scores a pass of a model. A second execution overwrites the scores with the same ones.</summary>
    [Function(ActivityNames.ScorePass)]
    public async Task<ScorePassResult> ScorePassAsync([ActivityTrigger] PassRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var scored = await worker.ScoreAsync(input, cancellationToken);
        if (scored.Status is { } status)
            RunLog.Scored(logger, input.RunId, status);
        cancellationToken.ThrowIfCancellationRequested();
        return RecordLimits.Of(scored);
    }

    /// <summary>Writes the report of a run whose models are scored. A second execution overwrites it.</summary>
    [Function(ActivityNames.WriteReport)]
    public async Task<WriteReportResult> WriteReportAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken)
    {
        var report = await worker.ReportAsync(input, cancellationToken);
        RunLog.Reported(logger, report);
        cancellationToken.ThrowIfCancellationRequested();
        return RecordLimits.Of(report);
    }

    /// <summary>Writes into a run's status why it failed. Idempotent.</summary>
    [Function(ActivityNames.FailRun)]
    public async Task FailRunAsync([ActivityTrigger] FailRunRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        await worker.FailAsync(input.Run, input.Error, cancellationToken);
        RunLog.Failed(logger, input.Run.RunId, input.Error);
    }

    /// <summary>Starts to send the end of an attempt, if a target is set. A second execution starts nothing.</summary>
    [Function(ActivityNames.StartRunEvent)]
    public async Task StartRunEventAsync([ActivityTrigger] RunRequest input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (events.IsOn)
            await EventOrchestrator.StartAsync(client, input, cancellationToken);
    }

    /// <summary>Sends the end of an attempt. A second execution sends the same event. Returns false if the target cannot be reached.</summary>
    [Function(ActivityNames.SendRunEvent)]
    public async Task<bool> SendRunEventAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!events.IsOn)
            return true;
        if (await events.TrySendAsync(input, cancellationToken) is { } reason)
        {
            RunLog.EventNotSent(logger, input.RunId, reason);
            return false;
        }

        RunLog.EventSent(logger, input.RunId);
        return true;
    }
}
