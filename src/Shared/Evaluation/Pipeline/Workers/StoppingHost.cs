namespace MuBench.Pipeline.Workers;

/// <summary>
/// What this process knows of its host's shutdown. The host cancels the calls in progress when it begins to stop, but not those that it still gives out; so the
/// first cancelled call tells all others.
/// </summary>
internal sealed class StoppingHost(TimeProvider time, WorkerOptions options)
{
    private long _until = long.MinValue;

    /// <summary>Whether the host stops. A host that lives on for longer than <see cref="WorkerOptions.Drain"/> gives out work again.</summary>
    public bool IsStopping => time.GetUtcNow().Ticks < Volatile.Read(ref _until);

    /// <summary>Notes when the host cancels a call, until the result is disposed.</summary>
    /// <param name="stopping">Fires when the host cancels the call.</param>
    public CancellationTokenRegistration Watch(CancellationToken stopping) =>
        stopping.Register(() => Volatile.Write(ref _until, (time.GetUtcNow() + options.Drain).Ticks));

    /// <summary>Gives a call back that the host gave out while it stops.</summary>
    /// <remarks>
    /// The call is kept until the host has stopped to take messages, which it does when the calls in progress have ended. Each ended call makes it take a further
    /// message. One that it gets while it stops to take them is lost, and stays hidden until its visibility timeout is over.
    /// </remarks>
    /// <param name="inProgress">The calls in progress.</param>
    /// <exception cref="OperationCanceledException">Always.</exception>
    public async Task GiveBackAsync(Task inProgress)
    {
        await inProgress.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(options.HandBack, time, CancellationToken.None).ConfigureAwait(false);
        throw new OperationCanceledException("The host of this worker stops.");
    }
}
