using System.Runtime.InteropServices;

namespace MuBench.Cli;

/// <summary>
/// Handles Ctrl-C and SIGTERM. At the first signal the command drains: it asks nothing new and finishes the calls in flight.
/// Five seconds later, or at the second signal, it abandons everything.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Interruption() =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>Fires at the second signal, or when the grace period has ended.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _draining.Dispose();
        _abandoned.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // the process ends with its own exit code
        if (_draining.IsCancellationRequested)
        {
            _abandoned.Cancel();
            return;
        }

        _abandoned.CancelAfter(Grace);
        _draining.Cancel();
    }
}
