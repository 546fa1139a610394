using System.Diagnostics;
using System.Threading.Channels;

namespace MuBench.Inference.Batching;

/// <summary>
/// Combines the items of several requests into one forward pass. An item waits for further items no longer than the configured
/// delay, and not at all if the batch is full. Items that arrive while the device is busy form the next batch at once. On a device
/// that runs one pass at a time, a batch has as many of them as are answered soonest (<see cref="PassTimes"/>).
/// </summary>
/// <typeparam name="TItem">The input of the forward pass.</typeparam>
/// <typeparam name="TResult">The result for one item.</typeparam>
internal sealed class Batcher<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<QueuedItem> _queue = Channel.CreateUnbounded<QueuedItem>();
    private readonly Func<IReadOnlyList<TItem>, TResult[]> _run;
    private readonly BatchSettings _settings;
    private readonly Action<TItem> _release;
    private readonly PassTimes? _times;
    private readonly Task _loops;

    /// <param name="run">The forward pass. Its results are in the order of its items.</param>
    /// <param name="release">Frees an item after its pass, or after its request was cancelled.</param>
    /// <param name="settings">Sizes, the device and the observer.</param>
    public Batcher(Func<IReadOnlyList<TItem>, TResult[]> run, Action<TItem> release, BatchSettings settings)
    {
        (_run, _release, _settings) = (run, release, settings);
        _times = settings.Device.Passes == 1 ? new PassTimes(settings.Size) : null;
        // As many loops as the device runs passes at once, so that one collects items while the others run.
        _loops = Task.WhenAll(Enumerable.Range(0, settings.Device.Passes).Select(_ => Task.Run(LoopAsync)));
    }

    /// <summary>Adds an item and waits for its result. The batcher takes ownership of the item in every case.</summary>
    public async Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var queued = new QueuedItem(item, _settings.Time.GetTimestamp(), cancellationToken);
        if (!_queue.Writer.TryWrite(queued))
        {
            _release(item);
            throw new InvalidOperationException("The server is stopping.");
        }

        return await queued.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes the waiting items and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loops.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var rest = new List<QueuedItem>(_settings.Size);
        while (await GatherAsync(rest).ConfigureAwait(false) is { } batch)
        {
            if (batch.Count == 0)
                continue;
            using (await _settings.Device.EnterAsync().ConfigureAwait(false))
            {
                // While the device was busy, further items may have arrived and requests may have been cancelled.
                Fill(batch);
                Drop(batch);
                rest = Divide(batch);
                if (batch.Count > 0)
                    Run(batch);
            }
        }
    }

    /// <summary>Takes the items that come in a later pass out of a batch.</summary>
    private List<QueuedItem> Divide(List<QueuedItem> batch)
    {
        var now = _times is null || batch.Count == 0 ? batch.Count : _times.Choose(batch.Count + _queue.Reader.Count);
        if (now >= batch.Count)
            return new List<QueuedItem>(_settings.Size);
        var rest = batch[now..];
        batch.RemoveRange(now, rest.Count);
        return rest;
    }

    /// <summary>Collects the next batch; null at the end.</summary>
    /// <param name="batch">The items that the last pass left over, which become the first of the batch and wait no longer.</param>
    private async Task<List<QueuedItem>?> GatherAsync(List<QueuedItem> batch)
    {
        if (batch.Count > 0)
            return batch;
        if (!await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            return null;
        Fill(batch);
        while (batch.Count > 0 && batch.Count < _settings.Size)
        {
            var left = _settings.Delay - _settings.Time.GetElapsedTime(batch[0].Since);
            if (left <= TimeSpan.Zero || !await MoreAsync(left).ConfigureAwait(false))
                break;
            Fill(batch);
        }

        return batch;
    }

    private async Task<bool> MoreAsync(TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience, _settings.Time);
        try
        {
            return await _queue.Reader.WaitToReadAsync(over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Fill(List<QueuedItem> batch)
    {
        while (batch.Count < _settings.Size && _queue.Reader.TryRead(out var queued))
        {
            batch.Add(queued);
            if (batch.Count == _settings.Size)
                Drop(batch);
        }
    }

    /// <summary>Removes items whose requests were cancelled.</summary>
    private void Drop(List<QueuedItem> batch)
    {
        for (var i = batch.Count - 1; i >= 0; i--)
        {
            if (!batch[i].Abandoned.IsCancellationRequested)
                continue;
            _release(batch[i].Item);
            _settings.Observer.Abandoned();
            batch.RemoveAt(i);
        }
    }

    private void Run(List<QueuedItem> batch)
    {
        var started = _settings.Time.GetTimestamp();
        foreach (var queued in batch)
            _settings.Observer.Waited(_settings.Time.GetElapsedTime(queued.Since, started));
        try
        {
            var began = _settings.Time.GetTimestamp();
            var results = _run([.. batch.Select(queued => queued.Item)]);
            _times?.Note(batch.Count, _settings.Time.GetElapsedTime(began));
            Debug.Assert(results.Length == batch.Count, "One result per item.");
            for (var i = 0; i < batch.Count; i++)
                batch[i].Result.TrySetResult(results[i]);
        }
        catch (Exception exception)
        {
            // The requests receive the fault. One bad item must not fail the others, so they are run one by one.
            if (batch.Count == 1)
                batch[0].Result.TrySetException(exception);
            else
                RunIndividually(batch);
        }
        finally
        {
            _settings.Observer.Ran(batch.Count, _settings.Time.GetElapsedTime(started));
            foreach (var queued in batch)
                _release(queued.Item);
        }
    }

    private void RunIndividually(List<QueuedItem> batch)
    {
        foreach (var queued in batch)
        {
            try
            {
                queued.Result.TrySetResult(_run([queued.Item])[0]);
            }
            catch (Exception exception)
            {
                // The request of this item responds with the fault.
                queued.Result.TrySetException(exception);
            }
        }
    }

    private sealed record QueuedItem(TItem Item, long Since, CancellationToken Abandoned)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
