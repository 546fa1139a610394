using MuBench.Retries;

namespace MuBench.Models.Calls;

/// <summary>
/// Decides whether a failed attempt is repeated, and after which delay: exponential backoff with jitter, or the time in
/// <c>Retry-After</c>.
/// </summary>
/// <param name="options">Numbers of attempts, and delays with their limits.</param>
/// <param name="seed">Seed of the jitter.</param>
internal sealed class RetryPolicy(RetryOptions options, int seed)
{
    private readonly Lock _jitterLock = new();
    private readonly Random _jitter = new(seed);

    /// <summary>The delay before the next attempt; null if there is none, because there is a response or the question has failed.</summary>
    /// <param name="fault">The fault of the attempt; null if there is a response.</param>
    /// <param name="attempts">All attempts so far.</param>
    /// <param name="countedAttempts">
    /// The number of the attempt among those that count towards the maximum. Rate-limit refusals and outages do not
    /// count.
    /// </param>
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
