using MuBench.Pipeline.Progress;
using MuBench.Throttling;

namespace MuBench.Pipeline.Workers;

/// <summary>What this process is at, over all runs.</summary>
public sealed class WorkerStatusTracker(PipelineContext context, RunStatusStore statuses) : IDisposable
{
    // Names no machine: the file is there for as long as the process is at something.
    private readonly string _worker = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());
    private readonly List<TrackedModel> _open = [];
    private readonly Lock _lock = new();

    // One after another: an older state must not be written over a newer one.
    private readonly SemaphoreSlim _publishing = new(1);

    /// <summary>Name of this process, made up.</summary>
    internal string Worker => _worker;

    /// <summary>Adds shards that are begun; disposing the result takes them off.</summary>
    internal IDisposable Begin(string runId, IReadOnlyList<int> shards, ModelProgress progress)
    {
        var entry = new TrackedModel(this, runId, shards, progress, new RateMeter(progress, context.Time));
        lock (_lock)
            _open.Add(entry);
        return entry;
    }

    /// <summary>Writes what this process is at in a run, and the run's status from it.</summary>
    internal async Task PublishAsync(string runId, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<OpenShards> open;
            lock (_lock)
                open = [.. _open.Where(entry => entry.RunId == runId).Select(entry => entry.Status())];
            await statuses.WriteWorkerAsync(runId, _worker, open, cancellationToken).ConfigureAwait(false);
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

        // What earlier workers spent is in the journal.
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
