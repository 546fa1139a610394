namespace MuBench.Retries;

/// <summary>The retry policy for transient faults of a call. Only the model client retries such faults.</summary>
public sealed record RetryOptions
{
    /// <summary>Maximum attempts at one question before a transient fault fails it.</summary>
    /// <value>Default 5.</value>
    public int Attempts { get; init; } = 5;

    /// <summary>Maximum attempts at one question whose response is unusable (not JSON, no choice, or an empty body).</summary>
    /// <value>Default 3: a server that sends an unusable response three times is unlikely to recover.</value>
    public int BrokenResponseAttempts { get; init; } = 3;

    /// <summary>Delay before the second attempt. It doubles with each further attempt, and up to a quarter is added at random.</summary>
    /// <value>Default 0.5 s.</value>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Maximum delay between two attempts if the endpoint sends no <c>Retry-After</c>.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest <c>Retry-After</c> that is honoured. A longer one stops the model; a later run continues it.</summary>
    /// <value>Default 10 min. This is below <see cref="MaxRateLimitWait"/>, so that a question can wait this long.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Maximum total time that one question may wait because of rate limits.</summary>
    /// <value>Default 15 min.</value>
    public TimeSpan MaxRateLimitWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Number of consecutive questions that must fail finally before the model is stopped.</summary>
    /// <value>Default 10.</value>
    public int StopAfterFailures { get; init; } = 10;

    /// <summary>Time between two readiness checks of a model's own server.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan ServerInterval { get; init; } = TimeSpan.FromSeconds(5);
}
