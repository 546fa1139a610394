using MuBench.Pipeline.Progress;
using MuBench.Throttling;

namespace MuBench.Pipeline.Workers;

/// <summary>The current work of this process, over all runs.</summary>
internal sealed class WorkerStatusTracker(PipelineContext context, RunStatusStore statuses) : IDisposable
{
    // The name contains no machine name. The file exists as long as the process has work.
    private readonly string _worker = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());
    private readonly List<TrackedModel> _open = [];
    private readonly Lock _lock = new();

    // One write at a time: an older state must not replace a newer one.
    private readonly SemaphoreSlim _publishing = new(1);

    /// <summary>The random name of this process.</summary>
    internal string Worker => _worker;

    /// <summary>Adds shards that are being evaluated; disposing the result removes them.</summary>
    internal IDisposable Begin(string runId, IReadOnlyList<int> shards, ModelProgress progress)
    {
        var entry = new TrackedModel(this, runId, shards, progress, new RateMeter(progress, context.Time));
        lock (_lock)
            _open.Add(entry);
        return entry;
    }

    /// <summary>Writes the current work of this process in a run, and the run's status.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="composes">Whether the run's status is written too.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task PublishAsync(string runId, bool composes, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<OpenShards> open;
            lock (_lock)
                open = [.. _open.Where(entry => entry.RunId == runId).Select(entry => entry.Status())];
            await statuses.WriteWorkerAsync(runId, _worker, open, cancellationToken).ConfigureAwait(false);
            if (composes)
                await statuses.RefreshAsync(runId, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _publishing.Dispose();

    private sealed class TrackedModel(WorkerStatusTracker board, string runId, IReadOnlyList<int> shards, ModelProgress progress, RateMeter meter) : IDisposable
    {
        public string RunId => runId;

        // The spending of earlier workers is in the journal.
        public OpenShards Status() => new(shards, ModelStatus.Of(progress, meter.PerSecond()) with
        {
            InputTokens = progress.InputTokens,
            OutputTokens = progress.OutputTokens,
            Usd = progress.Usd,
        });

        public void Dispose()
        {
            lock (board._lock)
                board._open.Remove(this);
        }
    }
}
