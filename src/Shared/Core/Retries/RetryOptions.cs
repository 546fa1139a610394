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

    /// <summary>
    /// How long a model waits for an endpoint that cannot be reached, after it has answered once. The manifest's <c>patience</c> replaces it.
    /// </summary>
    /// <value>Default 30 min. Zero: the model does not wait.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Maximum of such a wait for an endpoint that has never answered: its address may be wrong.</summary>
    /// <value>Default 2 min.</value>
    public TimeSpan FirstPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first pause between two tries of an endpoint that cannot be reached. It doubles up to <see cref="MaxOutagePause"/>.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan FirstOutagePause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two tries of an endpoint that cannot be reached.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan MaxOutagePause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long this process itself waits for an endpoint that cannot be reached before it leaves the wait to the conductor; null to wait as
    /// long as the model's patience allows.
    /// </summary>
    public TimeSpan? MaxOutageWait { get; init; }

    /// <summary>Time between two readiness checks of a model's own server.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan ServerInterval { get; init; } = TimeSpan.FromSeconds(5);
}
