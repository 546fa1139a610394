using Microsoft.Azure.Functions.Worker;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Activities;

/// <summary>Binds the activities to the worker of this process. Each is at least once, therefore idempotent.</summary>
public sealed class ActivityFunctions(RunWorker worker)
{
    /// <summary>Plans a run and begins an attempt at it. A rerun plans it again, which changes nothing.</summary>
    [Function(ActivityNames.BeginRun)]
    public Task<BeginRunResult> BeginRunAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken) =>
        worker.BeginAsync(input, cancellationToken);

    /// <summary>Prepares a pass of a model. A rerun finds what an earlier one made.</summary>
    [Function(ActivityNames.PreparePass)]
    public Task<PreparePassResult> PreparePassAsync([ActivityTrigger] PassRequest input, CancellationToken cancellationToken) =>
        worker.PrepareAsync(input, cancellationToken);

    /// <summary>Puts a span of shards to a model, for a few minutes at most. A rerun asks only what the response log has no answer to.</summary>
    [Function(ActivityNames.EvaluateSpan)]
    public Task<SpanResult> EvaluateSpanAsync([ActivityTrigger] SpanRequest input, CancellationToken cancellationToken) =>
        worker.EvaluateAsync(input, cancellationToken);

    /// <summary>Scores a pass of a model. A rerun overwrites its scores with the same.</summary>
    [Function(ActivityNames.ScorePass)]
    public Task<ScorePassResult> ScorePassAsync([ActivityTrigger] PassRequest input, CancellationToken cancellationToken) =>
        worker.ScoreAsync(input, cancellationToken);

    /// <summary>Writes the report of a run whose models are scored. A rerun overwrites it.</summary>
    [Function(ActivityNames.WriteReport)]
    public Task<WriteReportResult> WriteReportAsync([ActivityTrigger] RunRequest input, CancellationToken cancellationToken) =>
        worker.ReportAsync(input, cancellationToken);

    /// <summary>Says in a run's status why it cannot go on. A rerun says it again.</summary>
    [Function(ActivityNames.FailRun)]
    public Task FailRunAsync([ActivityTrigger] FailRunRequest input, CancellationToken cancellationToken) =>
        worker.FailAsync(input.Run, input.Error, cancellationToken);
}
