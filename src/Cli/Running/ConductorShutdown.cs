using MuBench.Storage.Leases;

namespace MuBench.Cli.Running;

/// <summary>
/// Stops a process that conducts a run: at a signal, or when it has lost the run's lease. In both cases the calls in flight have a
/// few seconds to finish.
/// </summary>
internal sealed class ConductorShutdown : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _draining;
    private readonly CancellationTokenSource _abandoned;
    private readonly CancellationTokenRegistration _lost;
    private readonly Interruption _interruption;
    private readonly HeldLease _lease;

    public ConductorShutdown(Interruption interruption, HeldLease lease)
    {
        (_interruption, _lease) = (interruption, lease);
        _draining = CancellationTokenSource.CreateLinkedTokenSource(interruption.Draining, lease.Lost);
        _abandoned = CancellationTokenSource.CreateLinkedTokenSource(interruption.Abandoned);
        _lost = lease.Lost.Register(() => _abandoned.CancelAfter(Grace));
    }

    /// <summary>Fires when no new question may be asked.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>Fires when the calls in flight are abandoned.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Whether the lease was lost and the user did not stop the command.</summary>
    public bool IsLost => _lease.LossReason is not null && !_interruption.Draining.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _lost.Dispose();
        _draining.Dispose();
        _abandoned.Dispose();
    }
}
