namespace MuBench.Models.Servers;

/// <summary>What one step of waking a server came to.</summary>
/// <param name="StopReason">Why it is not waited for any longer; null else.</param>
/// <param name="RetryAfter">When to ask again; null where it is ready or given up.</param>
/// <param name="Waiting">What is waited for, in words; null where nothing is.</param>
public sealed record WakeStep(string? StopReason = null, TimeSpan? RetryAfter = null, string? Waiting = null)
{
    /// <summary>It is ready.</summary>
    public static WakeStep Ready { get; } = new();
}
