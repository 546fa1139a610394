using MuBench.Models;

namespace MuBench.Pipeline.Evaluating;

/// <summary>
/// The wait of a conductor for an endpoint that cannot be reached: growing pauses, until the model's patience is over. Deterministic, so that
/// a durable orchestration can use it.
/// </summary>
public sealed class OutageWait
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);

    private DateTimeOffset _since;
    private int _tries;

    /// <summary>Whether the conductor waits for the endpoint.</summary>
    public bool IsWaiting => _tries > 0;

    /// <summary>The pause before the next try; null if the patience is over.</summary>
    /// <param name="endpoint">The result of the last try.</param>
    /// <param name="now">The time of that result.</param>
    public TimeSpan? NextPause(UnreachableEndpoint endpoint, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!IsWaiting)
            _since = now;
        var left = TimeSpan.FromSeconds(endpoint.PatienceSeconds) - (now - _since);
        if (left <= TimeSpan.Zero)
            return null;
        var pause = First * Math.Pow(2, Math.Min(_tries++, 10));
        pause = pause < Max ? pause : Max;
        return pause < left ? pause : left;
    }

    /// <summary>Ends the wait: the endpoint has answered.</summary>
    public void End() => _tries = 0;
}
