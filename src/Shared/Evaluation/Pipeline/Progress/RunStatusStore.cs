using System.Text.Json;
using MuBench.Pipeline.Planning;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Progress;

/// <summary>Keeps <c>status.json</c> and what it is put together from.</summary>
public sealed class RunStatusStore(PipelineContext context)
{
    // Several workers keep one status: whoever finds it older than this writes it.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(4);

    /// <summary>Reads the status of a run; null where there is none.</summary>
    public Task<RunStatus?> TryReadAsync(string runId, CancellationToken cancellationToken = default) =>
        JsonDocuments.TryReadAsync(context.Store, StoreLayout.RunStatus(runId), PipelineJsonContext.Default.RunStatus, cancellationToken);

    /// <summary>Reads the latest attempt at a run; null where there was none.</summary>
    public Task<RunAttempt?> TryReadAttemptAsync(string runId, CancellationToken cancellationToken = default) =>
        JsonDocuments.TryReadAsync(context.Store, StoreLayout.RunAttempt(runId), PipelineJsonContext.Default.RunAttempt, cancellationToken);

    /// <summary>
    /// Notes that an attempt begins, which ends every earlier one. A late second call changes nothing: it brings back no
    /// attempt that has ended, and ends none that began after it.
    /// </summary>
    public async Task BeginAsync(string runId, string attempt, CancellationToken cancellationToken = default)
    {
        var latest = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        // Attempts are named by when they began, so that their names are in order.
        var isLate = latest is not null && (string.CompareOrdinal(latest.Attempt, attempt) > 0 || (latest.Attempt == attempt && RunStates.IsTerminal(latest.State)));
        if (isLate)
            return;
        var begun = new RunAttempt { Attempt = attempt, State = RunStates.Running, At = context.Time.GetUtcNow() };
        await WriteAttemptAsync(runId, begun, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes how an attempt ended and writes the last status, unless a later attempt has begun, or it fails where it was cancelled already.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="attempt">The attempt; null for the latest one, whichever that is.</param>
    /// <param name="state">One of <see cref="RunStates"/>.</param>
    /// <param name="error">Why it failed; null where it did not.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    public Task EndAsync(string runId, string? attempt, string state, string? error, CancellationToken cancellationToken = default) =>
        EndAsync(runId, attempt, state, error, null, writesStatus: true, cancellationToken);

    /// <summary>The same, with what the finished run cost (null where that is unknown), and without the status where it is another conductor's.</summary>
    internal async Task EndAsync(
        string runId, string? attempt, string state, string? error, decimal? spentUsd, bool writesStatus, CancellationToken cancellationToken)
    {
        var latest = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        if (attempt is not null && latest is not null && latest.Attempt != attempt)
            return;
        // What fails after a cancellation is its consequence.
        if (attempt is not null && state == RunStates.Failed && latest is { State: RunStates.Cancelled })
            return;
        // Cancelled before it began: a name that comes before every attempt's.
        var ended = new RunAttempt { Attempt = latest?.Attempt ?? attempt ?? "", State = state, Error = error, SpentUsd = spentUsd, At = context.Time.GetUtcNow() };
        await WriteAttemptAsync(runId, ended, cancellationToken).ConfigureAwait(false);
        Instruments.CountRun(state);
        if (writesStatus)
            await ComposeAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says whether an attempt is the latest one and goes on.</summary>
    public async Task<bool> IsActiveAsync(string runId, string attempt, CancellationToken cancellationToken = default) =>
        await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false) is { State: RunStates.Running } latest && latest.Attempt == attempt;

    /// <summary>Writes the status anew, unless another worker has just done so.</summary>
    public async Task RefreshAsync(string runId, CancellationToken cancellationToken = default)
    {
        var written = await context.Store.TryStatAsync(StoreLayout.RunStatus(runId), cancellationToken).ConfigureAwait(false);
        if (written is null || context.Time.GetUtcNow() - written.LastModified >= Freshness)
            await ComposeAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the status anew.</summary>
    public async Task<RunStatus> ComposeAsync(string runId, CancellationToken cancellationToken = default)
    {
        var plan = await PlanStore.TryReadAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        var journals = await Task.WhenAll((plan?.Models ?? []).Select(model =>
            ModelJournal.ReadAsync(context.Store, runId, model.Manifest.Id, cancellationToken))).ConfigureAwait(false);
        var workers = await ReadWorkersAsync(runId, cancellationToken).ConfigureAwait(false);
        // Last: an attempt that ended while the rest was read must not be said to go on.
        var attempt = await TryReadAttemptAsync(runId, cancellationToken).ConfigureAwait(false);
        var status = StatusComposer.Compose(runId, plan, journals, workers, attempt, context.Time.GetUtcNow());
        await context.Store.WriteAsync(
            StoreLayout.RunStatus(runId), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), cancellationToken).ConfigureAwait(false);
        return status;
    }

    /// <summary>Writes what a worker is at; nothing is left where it is at nothing.</summary>
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

    private Task WriteAttemptAsync(string runId, RunAttempt attempt, CancellationToken cancellationToken) =>
        context.Store.WriteAsync(
            StoreLayout.RunAttempt(runId), JsonSerializer.SerializeToUtf8Bytes(attempt, PipelineJsonContext.Default.RunAttempt), cancellationToken);
}
