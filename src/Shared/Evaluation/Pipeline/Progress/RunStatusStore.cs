using System.Text.Json;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Progress;

/// <summary>Keeps <c>status.json</c> and the documents from which it is composed.</summary>
public sealed class RunStatusStore(PipelineContext context)
{
    // Several workers keep one status: a worker that finds it older than this writes it again.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(4);

    /// <summary>Reads the status of a run; null if there is none.</summary>
    public Task<RunStatus?> TryReadAsync(string runId, CancellationToken cancellationToken = default) =>
        JsonDocuments.TryReadAsync(context.Store, StoreLayout.RunStatus(runId), PipelineJsonContext.Default.RunStatus, cancellationToken);

    /// <summary>Reads the latest attempt at a run; null if there was none.</summary>
    public Task<RunAttempt?> TryReadAttemptAsync(string runId, CancellationToken cancellationToken = default) =>
        JsonDocuments.TryReadAsync(context.Store, StoreLayout.RunAttempt(runId), PipelineJsonContext.Default.RunAttempt, cancellationToken);

    /// <summary>
    /// Records the start of an attempt, which ends every earlier one. A late second call changes nothing: it neither
    /// restarts an ended attempt nor ends a later one.
    /// </summary>
    public async Task BeginAsync(string runId, string attempt, CancellationToken cancellationToken = default)
    {
        var latest = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        // Attempts are named by their start time, so that their names are in order.
        var isLate = latest is not null && (string.CompareOrdinal(latest.Attempt, attempt) > 0 || (latest.Attempt == attempt && RunStates.IsTerminal(latest.State)));
        if (isLate)
            return;
        var started = new RunAttempt { Attempt = attempt, State = RunStates.Running, At = context.Time.GetUtcNow() };
        await WriteAttemptAsync(runId, started, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records that a run which had ended is to continue, and writes the status: the run is queued until its next attempt starts.</summary>
    public async Task QueueAsync(string runId, CancellationToken cancellationToken = default)
    {
        var latest = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        // This name is after that of the ended attempt, whose late workers therefore change nothing, and before that of the next one.
        var name = latest is { State: RunStates.Queued } ? latest.Attempt : (latest?.Attempt ?? "") + "+";
        await WriteAttemptAsync(runId, new RunAttempt { Attempt = name, State = RunStates.Queued, At = context.Time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        await ComposeAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Records the end of an attempt and writes the last status. Does nothing if a later attempt has started, or if the
    /// attempt fails after it was cancelled.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="attempt">The attempt; null for the latest one.</param>
    /// <param name="state">One of <see cref="RunStates"/>.</param>
    /// <param name="error">Why it failed; null if it did not.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task EndAsync(string runId, string? attempt, string state, string? error, CancellationToken cancellationToken = default) =>
        EndAsync(runId, attempt, state, error, null, writesStatus: true, cancellationToken);

    /// <summary>
    /// The same with the result of the finished run (null if it is not finished), and without the status if that belongs to another
    /// conductor.
    /// </summary>
    internal async Task EndAsync(
        string runId, string? attempt, string state, string? error, WriteReportResult? result, bool writesStatus, CancellationToken cancellationToken)
    {
        var latest = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        if (attempt is not null && latest is not null && latest.Attempt != attempt)
            return;
        // A failure after a cancellation only follows from it.
        if (attempt is not null && state == RunStates.Failed && latest is { State: RunStates.Cancelled })
            return;
        // The run was cancelled before its start: the empty name sorts before every attempt.
        var ended = new RunAttempt
        {
            Attempt = latest?.Attempt ?? attempt ?? "", State = state, Error = error, SpentUsd = result?.SpentUsd, Alarms = result?.Alarms, At = context.Time.GetUtcNow(),
        };
        await WriteAttemptAsync(runId, ended, cancellationToken).ConfigureAwait(false);
        Instruments.CountRun(state);
        if (writesStatus)
            await ComposeAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A service's worker that has written no status for this long counts as dead.</summary>
    public static TimeSpan WorkerSilence => StatusComposer.WorkerSilence;

    /// <summary>When a worker of a service last wrote its status in a run; null if none has for <see cref="WorkerSilence"/>.</summary>
    /// <remarks>
    /// A worker writes its status every few seconds and deletes it when it has stopped. After a cancellation, it stops when its calls in
    /// flight are finished.
    /// </remarks>
    public async Task<DateTimeOffset?> TryReadActiveWorkerTimeAsync(string runId, CancellationToken cancellationToken = default)
    {
        var workers = await ReadWorkersAsync(runId, cancellationToken).ConfigureAwait(false);
        return workers.Max(worker => (DateTimeOffset?)worker.UpdatedAt) is { } latest && context.Time.GetUtcNow() - latest < WorkerSilence ? latest : null;
    }

    /// <summary>
    /// A service that has written nothing about a run for this long no longer exists. The longest pause of a living one is that between two looks at
    /// a batch, a quarter of an hour.
    /// </summary>
    public static TimeSpan ServiceSilence { get; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// When a service last wrote anything about its attempt at a run, by the clocks of its workers; null if no attempt is in progress.
    /// </summary>
    public async Task<DateTimeOffset?> TryReadLastSignAsync(string runId, CancellationToken cancellationToken = default)
    {
        if (await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false) is not { State: RunStates.Running } attempt)
            return null;
        var status = await TryReadAsync(runId, cancellationToken).ConfigureAwait(false);
        var workers = await ReadWorkersAsync(runId, cancellationToken).ConfigureAwait(false);
        return workers.Select(worker => worker.UpdatedAt).Append(attempt.At).Append(status?.UpdatedAt ?? attempt.At).Max();
    }

    /// <summary>Whether an attempt is recorded as running whose service has given no sign for <see cref="ServiceSilence"/>.</summary>
    public async Task<bool> IsAbandonedAsync(string runId, CancellationToken cancellationToken = default) =>
        await TryReadLastSignAsync(runId, cancellationToken).ConfigureAwait(false) is { } sign && context.Time.GetUtcNow() - sign >= ServiceSilence;

    /// <summary>Whether an attempt is the latest one and in progress.</summary>
    public async Task<bool> IsActiveAsync(string runId, string attempt, CancellationToken cancellationToken = default) =>
        await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false) is { State: RunStates.Running } latest && latest.Attempt == attempt;

    /// <summary>Whether an attempt is the latest one and has ended with a report.</summary>
    public async Task<bool> HasReportAsync(string runId, string attempt, CancellationToken cancellationToken = default) =>
        await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false) is { } latest && latest.Attempt == attempt && RunStates.HasReport(latest.State);

    /// <summary>Writes the status again, unless another worker has just done so.</summary>
    public async Task RefreshAsync(string runId, CancellationToken cancellationToken = default)
    {
        var written = await context.Store.TryStatAsync(StoreLayout.RunStatus(runId), cancellationToken).ConfigureAwait(false);
        if (written is null || context.Time.GetUtcNow() - written.LastModified >= Freshness)
            await ComposeAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the status again.</summary>
    public async Task<RunStatus> ComposeAsync(string runId, CancellationToken cancellationToken = default)
    {
        var plan = await PlanStore.TryReadAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        var journals = await Task.WhenAll((plan?.Models ?? []).Select(model =>
            ModelJournal.ReadAsync(context.Store, runId, model.Manifest.Id, cancellationToken))).ConfigureAwait(false);
        var workers = await ReadWorkersAsync(runId, cancellationToken).ConfigureAwait(false);
        // The attempt is read last: an attempt that ended during the other reads must not be shown as running.
        var attempt = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        var status = StatusComposer.Compose(runId, plan, journals, workers, attempt, context.Time.GetUtcNow());
        if (!RunStates.HasReport(status.State))
            status = StatusComposer.NotBelow(status, await TryReadAsync(runId, cancellationToken).ConfigureAwait(false));
        await context.Store.WriteAsync(
            StoreLayout.RunStatus(runId), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), cancellationToken).ConfigureAwait(false);
        return status;
    }

    /// <summary>Writes the shards that a worker is evaluating; deletes the document if there are none.</summary>
    internal async Task WriteWorkerAsync(string runId, string worker, IReadOnlyList<OpenShards> open, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunWorkers(runId) / $"{worker}.json";
        if (open.Count == 0)
        {
            await context.Store.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            return;
        }

        var status = new WorkerStatus { UpdatedAt = context.Time.GetUtcNow(), Open = open };
        await context.Store.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.WorkerStatus), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Number of other workers that evaluate shards of a run. Their documents are only listed.</summary>
    internal async Task<int> CountOtherWorkersAsync(string runId, string worker, CancellationToken cancellationToken)
    {
        var own = StoreLayout.RunWorkers(runId) / $"{worker}.json";
        var count = 0;
        await foreach (var file in context.Store.ListAsync(StoreLayout.RunWorkers(runId), cancellationToken).ConfigureAwait(false))
            count += file.Path != own && context.Time.GetUtcNow() - file.LastModified < WorkerSilence ? 1 : 0;
        return count;
    }

    private async Task<IReadOnlyList<WorkerStatus>> ReadWorkersAsync(string runId, CancellationToken cancellationToken)
    {
        var workers = new List<WorkerStatus>();
        await foreach (var file in context.Store.ListAsync(StoreLayout.RunWorkers(runId), cancellationToken).ConfigureAwait(false))
        {
            if (await JsonDocuments.TryReadAsync(context.Store, file.Path, PipelineJsonContext.Default.WorkerStatus, cancellationToken).ConfigureAwait(false) is { } worker)
                workers.Add(worker);
        }

        return workers;
    }

    private async Task WriteAttemptAsync(string runId, RunAttempt attempt, CancellationToken cancellationToken)
    {
        await RunChanges.AnnounceAsync(context.Store, context.Time, runId, cancellationToken).ConfigureAwait(false);
        var json = JsonSerializer.SerializeToUtf8Bytes(attempt, PipelineJsonContext.Default.RunAttempt);
        await context.Store.WriteAsync(StoreLayout.RunAttempt(runId), json, cancellationToken).ConfigureAwait(false);
    }
}
