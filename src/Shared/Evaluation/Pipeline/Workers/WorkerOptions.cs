namespace MuBench.Pipeline.Workers;

/// <summary>How a worker of a conductor with several workers goes about its shards.</summary>
public sealed record WorkerOptions
{
    /// <summary>After this time a worker asks nothing new and gives back the shards that remain.</summary>
    /// <value>Default 3.5 minutes: with a call's longest deadline after it, a call of the worker stays well under 10 minutes.</value>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(3.5);

    /// <summary>How long a worker that is being shut down finishes what is in flight.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a worker says how far it is.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker goes about batches before it gives them back: it submits and collects, and waits for none.</summary>
    /// <value>Default 20 seconds.</value>
    public TimeSpan BatchBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long to leave batches with their provider before they are looked after again; doubled while there is nothing new.</summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan BatchPoll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most groups of shards of one model that are evaluated at once.</summary>
    /// <value>Default 8.</value>
    public int MaxParallelShards { get; init; } = 8;
}
