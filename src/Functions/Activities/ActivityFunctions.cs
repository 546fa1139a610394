using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Activities;

/// <summary>Binds the activities to the worker of this process. An activity may run more than once, so each is idempotent.</summary>
public sealed class ActivityFunctions(RunWorker worker)
{
    /// <summary>Plans a run and begins an attempt at it. A second execution makes the same plan.</summary>
    [Function(ActivityNames.BeginRun)]
    public Task<BeginRunResult> BeginRunAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken) =>
        worker.BeginAsync(input, cancellationToken);

    /// <summary>Prepares a pass of a model. A second execution finds the results of the first.</summary>
    [Function(ActivityNames.PreparePass)]
    public Task<PreparePassResult> PreparePassAsync([ActivityTrigger] PassRequest input, CancellationToken cancellationToken) =>
        worker.PrepareAsync(input, cancellationToken);

    /// <summary>
    /// Asks a model the questions of a span, for a few minutes at most. A second execution asks only questions without a response
    /// in the log.
    /// </summary>
    [Function(ActivityNames.EvaluateSpan)]
    public Task<SpanResult> EvaluateSpanAsync([ActivityTrigger] SpanRequest input, CancellationToken cancellationToken) =>
        worker.EvaluateAsync(input, cancellationToken);

    /// <summary>Looks at a run after a wave. A second execution takes the same look.</summary>
    [Function(ActivityNames.TakeLook)]
    public Task<TakeLookResult> TakeLookAsync([ActivityTrigger] LookRequest input, CancellationToken cancellationToken) =>
        worker.LookAsync(input, cancellationToken);

    /// <summary>Scores a pass of a model. A second execution overwrites the scores with the same ones.</summary>
    [Function(ActivityNames.ScorePass)]
    public Task<ScorePassResult> ScorePassAsync([ActivityTrigger] PassRequest input, CancellationToken cancellationToken) =>
        worker.ScoreAsync(input, cancellationToken);

    /// <summary>Writes the report of a run whose models are scored. A second execution overwrites it.</summary>
    [Function(ActivityNames.WriteReport)]
    public Task<WriteReportResult> WriteReportAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken) =>
        worker.ReportAsync(input, cancellationToken);

    /// <summary>Writes into a run's status why it failed. Idempotent.</summary>
    [Function(ActivityNames.FailRun)]
    public Task FailRunAsync([ActivityTrigger] FailRunRequest input, CancellationToken cancellationToken) =>
        worker.FailAsync(input.Run, input.Error, cancellationToken);
}
