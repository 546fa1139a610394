using MuBench.Retries;

namespace MuBench.Models.Calls;

/// <summary>Decides whether a failed attempt is repeated, and after which delay: exponential backoff with jitter, or what <c>Retry-After</c> asks for.</summary>
/// <param name="options">Numbers of attempts, delays and their bounds.</param>
/// <param name="seed">Seed of the jitter.</param>
internal sealed class RetryPolicy(RetryOptions options, int seed)
{
    private readonly Lock _jitterLock = new();
    private readonly Random _jitter = new(seed);

    /// <summary>How long to wait before the next attempt; null where there is none: the question was answered, or has failed.</summary>
    /// <param name="fault">How the attempt failed; null where it was answered.</param>
    /// <param name="attempts">All attempts so far.</param>
    /// <param name="countedAttempts">The number of the attempt among those that count against the maximum: neither those refused for their rate nor those that met an outage do.</param>
    /// <param name="elapsed">Time since the question was first asked.</param>
    public TimeSpan? DelayAfter(CallFault? fault, int attempts, int countedAttempts, TimeSpan elapsed)
    {
        switch (fault?.Kind)
        {
            case CallFaultKind.RateLimited when Delay(fault, attempts) is var delay && elapsed + delay < options.MaxRateLimitWait:
                return delay;
            case CallFaultKind.Transient when countedAttempts < options.Attempts:
            case CallFaultKind.BrokenResponse or CallFaultKind.Unauthorized when countedAttempts < options.BrokenResponseAttempts:
                return Delay(fault, countedAttempts);
            default:
                return null;
        }
    }

    private TimeSpan Delay(CallFault fault, int times)
    {
        if (fault.RetryAfter is { } asked)
            return asked;
        double jitter;
        lock (_jitterLock)
            jitter = 1 + (_jitter.NextDouble() / 4);
        var seconds = Math.Min(options.BaseDelay.TotalSeconds * Math.Pow(2, times - 1) * jitter, options.MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(seconds);
    }
}
