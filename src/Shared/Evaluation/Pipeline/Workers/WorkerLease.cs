using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Workers;

/// <summary>
/// The lease of a worker of a service: <c>workers/WORKER.json</c>. The worker holds it while it evaluates spans, and its claims on shards are
/// valid as long as it does.
/// </summary>
/// <param name="context">The store and the clock.</param>
/// <param name="worker">The name of this process.</param>
/// <param name="options">The times of the lease.</param>
internal sealed class WorkerLease(PipelineContext context, string worker, LeaseOptions options) : IAsyncDisposable
{
    private readonly StorePath _path = StoreLayout.WorkerLease(worker);
    private readonly SemaphoreSlim _turn = new(1);
    private HeldLease? _held;
    private int _users;

    /// <summary>The lease; null if the worker has none.</summary>
    public HeldLease? Held => Volatile.Read(ref _held);

    /// <summary>Acquires the lease if the worker does not hold it.</summary>
    /// <exception cref="UserException">The lease cannot be acquired.</exception>
    public async Task<HeldLease> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_held is not { IsHeld: true })
            {
                await ReleaseAsync().ConfigureAwait(false);
                Volatile.Write(ref _held, await AcquireAsync(cancellationToken).ConfigureAwait(false));
            }

            _users++;
            return _held!;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends a use of the lease. After the last one the lease is released.</summary>
    public async Task LeaveAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--_users == 0)
                await ReleaseAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task<HeldLease> AcquireAsync(CancellationToken cancellationToken)
    {
        // The name is that of this process alone: only a process that took this one for lost can be in the way.
        var lease = new StoreLease(context.Store, _path, context.Time);
        var snapshot = await lease.WatchAsync(cancellationToken).ConfigureAwait(false);
        var held = await lease.TryAcquireAsync(snapshot, LeaseHolder.ForThisProcess("a worker of the service"), options, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException($"The lease '{_path}' of this worker is held by another process. The work is repeated.");
        held.KeepRenewing();
        return held;
    }

    private async Task ReleaseAsync()
    {
        if (_held is not { } held)
            return;
        Volatile.Write(ref _held, null);
        await held.DisposeAsync().ConfigureAwait(false);
        if (held.LossReason is not null)
            return;
        try
        {
            await context.Store.DeleteAsync(_path, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // A released lease that stays in the store says as much as none.
        }
    }
}
