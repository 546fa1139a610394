namespace MuBench.Retries;

/// <summary>How transient faults of a call are met. The model client is the only owner of such faults.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts at one question before a transient fault fails it.</summary>
    /// <value>Default 5.</value>
    public int Attempts { get; init; } = 5;

    /// <summary>Attempts at one question whose answer arrives broken (no JSON, no choice, an empty body).</summary>
    /// <value>Default 3: a server that answers the same garbage three times will go on to.</value>
    public int BrokenResponseAttempts { get; init; } = 3;

    /// <summary>Delay before the second attempt; it doubles with each further one, plus up to a quarter at random.</summary>
    /// <value>Default 0.5 s.</value>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest delay between two attempts where the endpoint does not say when to ask again.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time for which <c>Retry-After</c> may ask and is waited for; an endpoint that asks for more stops the model, which a later run takes up again.</summary>
    /// <value>Default 10 min: below <see cref="MaxRateLimitWait"/>, so that a question outlasts it.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest time that one question may spend being turned away by rate limits.</summary>
    /// <value>Default 15 min.</value>
    public TimeSpan MaxRateLimitWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Questions in a row that must fail for good, with no answer in between, before the model is stopped.</summary>
    /// <value>Default 10.</value>
    public int StopAfterFailures { get; init; } = 10;

    /// <summary>Time between two questions to a server of one's own whether it is ready.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan ServerInterval { get; init; } = TimeSpan.FromSeconds(5);
}
