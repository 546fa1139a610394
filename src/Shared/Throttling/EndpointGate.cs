using MuBench.Models;

namespace MuBench.Throttling;

/// <summary>
/// Lets a bounded number of calls through to one endpoint, first come first served, and none while the endpoint asked
/// to be left alone.
/// </summary>
/// <remarks>One instance per (endpoint, model, key) in a process, shared by all shards in evaluation.</remarks>
internal sealed class EndpointGate(int maxConcurrency, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(maxConcurrency, maxConcurrency);
    private long _pausedUntil;

    /// <summary>Waits for a slot. The wait for a pause to end takes no slot.</summary>
    public async ValueTask EnterAsync(ModelProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitForPauseAsync(progress, cancellationToken).ConfigureAwait(false);
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            // A slot that is given in the moment of the cancellation is not taken.
            if (Remaining() <= TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
            {
                progress.Fly(+1);
                return;
            }

            _slots.Release();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Gives a slot back.</summary>
    public void Leave(ModelProgress progress)
    {
        progress.Fly(-1);
        _slots.Release();
    }

    /// <summary>Lets nothing through before <paramref name="until"/>; an earlier moment than one already set is ignored.</summary>
    public void PauseUntil(DateTimeOffset until, ModelProgress progress)
    {
        var ticks = until.UtcTicks;
        long seen;
        do
        {
            seen = Volatile.Read(ref _pausedUntil);
            if (seen >= ticks)
                return;
        }
        while (Interlocked.CompareExchange(ref _pausedUntil, ticks, seen) != seen);
        progress.PauseUntil(until);
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async ValueTask WaitForPauseAsync(ModelProgress progress, CancellationToken cancellationToken)
    {
        while (Remaining() is var remaining && remaining > TimeSpan.Zero)
        {
            progress.Wait(+1);
            try
            {
                await Task.Delay(remaining, time, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                progress.Wait(-1);
            }
        }
    }

    private TimeSpan Remaining()
    {
        var until = Volatile.Read(ref _pausedUntil);
        return until == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(until - time.GetUtcNow().UtcTicks);
    }
}
