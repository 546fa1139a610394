using System.Text.Json;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Pipeline.Listing;

/// <summary>
/// The list of a store's runs, for a process that is asked for it again and again. It reads only runs that have changed: those that
/// the <see cref="RunChanges">journal</see> announces, and those in progress.
/// </summary>
/// <remarks>
/// Everything here is derived from the runs. A store without an index, or with a damaged one, is read whole once. Runs of a version
/// that announced nothing are found by <see cref="CheckAsync"/>.
/// </remarks>
public sealed class RunIndex(PipelineContext context) : IDisposable
{
    // After this time a list of another day may lack whole journals: the snapshot is read instead.
    private static readonly TimeSpan MaxIdle = TimeSpan.FromHours(12);

    private const int MinChangesPerSnapshot = 500;
    private const int RunsPerPart = 256;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly RunCatalog _catalog = new(context.Store);
    private RunIndexState? _state;
    private RunIndexState? _partial;

    /// <summary>A part of the list of runs, newest first.</summary>
    /// <param name="filter">Which runs are wanted.</param>
    /// <param name="after">The position after which the part begins; null for the beginning.</param>
    /// <param name="limit">Maximum number of runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RunPage> ListAsync(RunFilter filter, RunCursor? after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var runs = await ListAllAsync(cancellationToken).ConfigureAwait(false);
        var found = runs.Where(run => filter.Matches(run) && after?.Precedes(run) != false).Take(limit + 1).ToList();
        return found.Count <= limit ? new RunPage(found, null) : new RunPage(found[..limit], RunCursor.After(found[limit - 1]));
    }

    /// <summary>All runs and rejected manifests, newest first.</summary>
    public async Task<IReadOnlyList<RunSummary>> ListAllAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (await CurrentAsync(cancellationToken).ConfigureAwait(false)).Ordered();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Compares the list with the folders of all runs, corrects it, writes the snapshot, and deletes journals that the snapshot contains.
    /// To be called now and then.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var state = await CurrentAsync(cancellationToken).ConfigureAwait(false);
            var ids = (await _catalog.ListIdsAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            await ReadRunsAsync(state, [.. ids.Except(state.Ids), .. state.Ids.Except(ids)], cancellationToken).ConfigureAwait(false);
            state.CheckedAt = context.Time.GetUtcNow();
            await WriteAsync(state, cancellationToken).ConfigureAwait(false);
            await DeleteOldJournalsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    // The holder of the gate.
    private async Task<RunIndexState> CurrentAsync(CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        var isNew = _state is null || now - _state.RefreshedAt > MaxIdle;
        // Kept only once it is whole: a fault or a cancellation in between must not leave a list that lacks runs.
        var state = isNew ? await TryReadSnapshotAsync(now, cancellationToken).ConfigureAwait(false) ?? await ReadAllAsync(now, cancellationToken).ConfigureAwait(false) : _state!;
        // An announcement that was just written is as new as its reader, whatever the clock of its writer says.
        await FollowJournalsAsync(state, isNew ? null : now, now, cancellationToken).ConfigureAwait(false);
        await ReadRunsAsync(state, state.ToRead(now), cancellationToken).ConfigureAwait(false);
        state.RefreshedAt = now;
        _state = state;
        if (state.Changes >= MinChangesPerSnapshot)
            await WriteAsync(state, cancellationToken).ConfigureAwait(false);
        return state;
    }

    private async Task<RunIndexState?> TryReadSnapshotAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await context.Store.TryReadAsync(StoreLayout.RunIndex, cancellationToken).ConfigureAwait(false) is not { } json)
            return null;
        try
        {
            var document = JsonSerializer.Deserialize(json, PipelineJsonContext.Default.RunIndexDocument);
            return document is { FormatVersion: RunIndexDocument.CurrentFormatVersion } && now - document.WrittenAt < RunIndexState.MaxJournalAge ? new RunIndexState(document) : null;
        }
        catch (JsonException)
        {
            return null; // everything in it is in the runs
        }
    }

    // Many runs take longer than a request may last. What an interrupted call has read stays, and the next call reads the rest.
    private async Task<RunIndexState> ReadAllAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The journals are followed from the time at which the reading began: what they announced before may not be done yet.
        _partial ??= new RunIndexState(now);
        var ids = await _catalog.ListIdsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var part in ids.Except(_partial.Ids, StringComparer.Ordinal).Chunk(RunsPerPart))
            await ReadRunsAsync(_partial, part, cancellationToken).ConfigureAwait(false);
        var state = _partial;
        _partial = null;
        state.CheckedAt = now;
        state.Changes = MinChangesPerSnapshot;
        return state;
    }

    private async Task FollowJournalsAsync(RunIndexState state, DateTimeOffset? seenAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var day in state.DaysToRead(now))
        {
            var (changes, end) = await RunChanges.ReadAsync(context.Store, day, state.OffsetOf(day), cancellationToken).ConfigureAwait(false);
            foreach (var change in changes)
                state.Announce(change.RunId, seenAt ?? change.At);
            state.SetOffset(day, end);
        }
    }

    private async Task ReadRunsAsync(RunIndexState state, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        foreach (var run in await _catalog.ReadAsync(ids, cancellationToken).ConfigureAwait(false))
        {
            if (run.IsKnown)
                state.Set(RunSummary.Of(run), context.Time.GetUtcNow());
            else
                state.Remove(run.Id, context.Time.GetUtcNow());
        }
    }

    private Task WriteAsync(RunIndexState state, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state.ToDocument(context.Time.GetUtcNow()), PipelineJsonContext.Default.RunIndexDocument);
        state.Changes = 0;
        return context.Store.WriteAsync(StoreLayout.RunIndex, json, cancellationToken);
    }

    private async Task DeleteOldJournalsAsync(CancellationToken cancellationToken)
    {
        var oldest = RunChanges.DayOf(context.Time.GetUtcNow() - RunIndexState.MaxJournalAge);
        await foreach (var file in context.Store.ListAsync(StoreLayout.RunChanges(), cancellationToken).ConfigureAwait(false))
        {
            if (RunChanges.TryDayOf(file.Path) < oldest)
                await context.Store.DeleteAsync(file.Path, cancellationToken).ConfigureAwait(false);
        }
    }
}
