using System.Collections.Concurrent;
using MuBench.Datasets;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline;

/// <summary>
/// Plans and datasets of the runs that this process works on, each read once. Only the latest runs are kept, because a
/// worker of a service sees many.
/// </summary>
public sealed class RunInputs(PipelineContext context)
{
    /// <summary>Number of runs that are kept; an older one is read again.</summary>
    internal const int MaxRuns = 16;

    private readonly ConcurrentQueue<string> _order = new();
    private readonly ConcurrentDictionary<string, Task<Inputs>> _inputs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<ShownImages>> _shown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EarlyThumbnails> _thumbnails = new(StringComparer.Ordinal);
    private readonly ShardMemory _memory = new();

    /// <summary>The response logs of the runs, as this process has read and written them.</summary>
    internal LogCopies Logs { get; } = new(context.Store);

    /// <summary>The thumbnails that this process has made for reports.</summary>
    internal ThumbnailMemory Thumbnails { get; } = new();

    /// <summary>Gives the plan of a run and its dataset.</summary>
    public async Task<(RunPlan Plan, DatasetReader Reader)> GetAsync(string runId, CancellationToken cancellationToken)
    {
        var reading = _inputs.GetOrAdd(runId, _ => Begin(runId));
        try
        {
            var inputs = await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            return (inputs.Plan, inputs.Reader);
        }
        catch (Exception) when (reading.IsFaulted)
        {
            _inputs.TryRemove(KeyValuePair.Create(runId, reading)); // a later call may be able to reach the store
            throw;
        }
    }

    /// <summary>The assignment of shown images of a run.</summary>
    internal async Task<ShownImages> GetShownAsync(string runId, CancellationToken cancellationToken)
    {
        var (plan, reader) = await GetAsync(runId, cancellationToken).ConfigureAwait(false);
        var reading = _shown.GetOrAdd(runId, _ => ShownImages.ReadAsync(plan, reader, CancellationToken.None));
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (reading.IsFaulted)
        {
            _shown.TryRemove(KeyValuePair.Create(runId, reading));
            throw;
        }
    }

    /// <summary>Starts to make the thumbnails of a run's page, if they do not depend on the answers.</summary>
    public async Task BeginThumbnailsAsync(string runId, CancellationToken cancellationToken)
    {
        var (plan, reader) = await GetAsync(runId, cancellationToken).ConfigureAwait(false);
        if (EarlyThumbnails.Start(plan, reader, Thumbnails) is { } begun && !_thumbnails.TryAdd(runId, begun))
            await begun.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Makes no further thumbnails of a run. Those that were made stay.</summary>
    public Task StopThumbnailsAsync(string runId) => ThumbnailsOf(runId)?.StopAsync() ?? Task.CompletedTask;

    /// <summary>The thumbnails of a run that were made before its report; null if none were begun.</summary>
    internal EarlyThumbnails? ThumbnailsOf(string runId) => _thumbnails.GetValueOrDefault(runId);

    /// <summary>
    /// Discards a run whose plan in the store differs from the one that was read, because another worker has planned it
    /// again.
    /// </summary>
    public async Task RefreshAsync(string runId, CancellationToken cancellationToken)
    {
        if (_inputs.TryGetValue(runId, out var reading) && reading.IsCompletedSuccessfully
            && (await reading.ConfigureAwait(false)).WrittenAt != await WrittenAtAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            Forget(runId);
        }
    }

    /// <summary>Discards a run, because it was planned again or is done.</summary>
    public void Forget(string runId)
    {
        if (_inputs.TryRemove(runId, out var inputs) && inputs.IsCompletedSuccessfully)
            _memory.Forget(inputs.Result.Reader);
        _shown.TryRemove(runId, out _);
        _thumbnails.TryRemove(runId, out _);
    }

    private Task<Inputs> Begin(string runId)
    {
        _order.Enqueue(runId);
        while (_order.Count > MaxRuns && _order.TryDequeue(out var oldest))
        {
            if (oldest != runId)
                Forget(oldest);
        }

        return ReadAsync(runId);
    }

    private async Task<Inputs> ReadAsync(string runId)
    {
        var writtenAt = await WrittenAtAsync(runId, CancellationToken.None).ConfigureAwait(false);
        var plan = await PlanStore.ReadAsync(context.Store, runId, CancellationToken.None).ConfigureAwait(false);
        var reader = await DatasetReader.OpenAsync(context.Store, plan.Dataset, CancellationToken.None).ConfigureAwait(false);
        return reader.Info.Revision == plan.Revision
            ? new Inputs(plan, Remembering(InWaves(reader.Showing(plan.Display?.ToRule()), plan), plan), writtenAt)
            : throw new UserException($"The dataset '{plan.Dataset}' was replaced during the run '{runId}': it was planned on revision {plan.Revision}, the store now has {reader.Info.Revision}. Start the run again.");
    }

    // A run in waves comes back to a shard in every wave, with every model. The copies are deleted with the last reference to the reader: another step may
    // still read when the run is forgotten.
    private static DatasetReader InWaves(DatasetReader reader, RunPlan plan) => plan.Sampling is not { Stopped: null }
        ? reader
        : reader.Spooling(plan.Shards.GroupBy(shard => shard.Index).ToDictionary(
            shard => shard.Key, shard => shard.Any(part => part.Rows is null) ? null : (IReadOnlySet<int>)shard.SelectMany(part => part.Rows!).ToHashSet()));

    private DatasetReader Remembering(DatasetReader reader, RunPlan plan) => plan.Questions <= ShardMemory.MaxQuestions ? reader.Remembering(_memory) : reader;

    private async Task<DateTimeOffset?> WrittenAtAsync(string runId, CancellationToken cancellationToken) =>
        (await context.Store.TryStatAsync(StoreLayout.RunPlan(runId), cancellationToken).ConfigureAwait(false))?.LastModified;

    private sealed record Inputs(RunPlan Plan, DatasetReader Reader, DateTimeOffset? WrittenAt);
}
