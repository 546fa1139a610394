using MuBench.Manifests;
using MuBench.Models.Calls;

namespace MuBench.Models.Servers;

/// <summary>
/// Waits for a model's own server. Before the first question it waits in steps that the conductor calls. When questions
/// fail because the server is down, it holds them until the server is up again.
/// </summary>
internal sealed class ServerGate(ServerCheck check, WakeLog log, GpuManifest gpu, TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposed = new();
    private Task<WakeStep>? _recovery;

    /// <summary>Checks the server once. Idempotent: a step continues after the last one, even after one of another process.</summary>
    public async Task<WakeStep> StepAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var earlier = await log.TryContinueAsync(started, cancellationToken).ConfigureAwait(false);
        var wake = earlier ?? new WakeRecord { StartedAt = started, TriedAt = started };
        var state = await check.RunAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var waited = now - wake.StartedAt;
        var late = waited.TotalSeconds >= gpu.WakeSeconds;
        var isReady = state.Readiness == ServerReadiness.Ready;
        await log.WriteAsync(wake with
        {
            TriedAt = now,
            ReadyAt = isReady ? now : null,
            WasDown = wake.WasDown || !isReady,
            Reason = state.Reason,
            GivenUp = !isReady && (late || state.Readiness == ServerReadiness.Unusable),
            CanarySeconds = state.CanarySeconds is { } seconds ? Math.Round(seconds, 3) : null,
            Server = state.Facts,
        }, cancellationToken).ConfigureAwait(false);
        return state.Readiness switch
        {
            ServerReadiness.Ready => WakeStep.Ready,
            ServerReadiness.Unusable => new WakeStep($"The server cannot be used: {state.Reason}."),
            _ when late => new WakeStep($"The server was not ready within {gpu.WakeSeconds:0.#} s ('wake' of 'gpu'); last: {state.Reason}."),
            _ => new WakeStep(null, NextDelay(waited), $"{waited.TotalSeconds:0} s: {state.Reason}"),
        };
    }

    /// <summary>
    /// Finds out whether a question failed because the server is down, and waits until it is up again. Many questions
    /// can wait for one outage at the same time.
    /// </summary>
    /// <param name="fault">The fault of the question.</param>
    /// <param name="isWorthIt">Whether the budget has room for further waiting; null if waiting costs nothing.</param>
    /// <param name="draining">Ends the wait.</param>
    public async Task<Outage> WaitForRecoveryAsync(CallFault fault, Func<bool>? isWorthIt, CancellationToken draining)
    {
        if (fault.Kind is not (CallFaultKind.Transient or CallFaultKind.BrokenResponse or CallFaultKind.Fatal))
            return Outage.None;
        if ((await check.ProbeAsync(draining).ConfigureAwait(false)).Readiness != ServerReadiness.NotReady)
            return Outage.None;
        Task<WakeStep> riding;
        lock (_lock)
            riding = _recovery is { IsCompleted: false } ? _recovery : _recovery = Task.Run(WaitUntilReadyAsync, CancellationToken.None);
        while (isWorthIt is not null && !riding.IsCompleted && isWorthIt())
            await ((Task)riding.WaitAsync(interval, time, draining)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        draining.ThrowIfCancellationRequested();
        if (isWorthIt is not null && !riding.IsCompleted)
            return Outage.Recovered; // the budget has no room for the next attempt: its caller finds that out
        var end = await riding.WaitAsync(draining).ConfigureAwait(false);
        return end.StopReason is null ? Outage.Recovered : new Outage(true, new CallFault(CallFaultKind.Fatal, end.StopReason));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        check.Dispose();
    }

    /// <summary>The longer the wait has taken, the longer the next delay: a conductor's timers also cost something.</summary>
    private TimeSpan NextDelay(TimeSpan waited)
    {
        const double Share = 0.1, MaxFactor = 6;
        return TimeSpan.FromSeconds(Math.Clamp(waited.TotalSeconds * Share, interval.TotalSeconds, MaxFactor * interval.TotalSeconds));
    }

    private async Task<WakeStep> WaitUntilReadyAsync()
    {
        while (true)
        {
            var step = await StepAsync(_disposed.Token).ConfigureAwait(false);
            if (step.RetryAfter is not { } wait)
                return step;
            await Task.Delay(wait, time, _disposed.Token).ConfigureAwait(false);
        }
    }
}
