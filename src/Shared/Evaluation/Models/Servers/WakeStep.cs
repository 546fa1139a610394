namespace MuBench.Models.Servers;

/// <summary>The result of one step of waking a server.</summary>
/// <param name="StopReason">Why the wait was given up; null if it was not.</param>
/// <param name="RetryAfter">Delay before the next step; null if the server is ready or the wait was given up.</param>
/// <param name="Waiting">What the step waits for, as text; null if it does not wait.</param>
internal sealed record WakeStep(string? StopReason = null, TimeSpan? RetryAfter = null, string? Waiting = null)
{
    /// <summary>The server is ready.</summary>
    public static WakeStep Ready { get; } = new();
}
