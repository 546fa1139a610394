namespace MuBench.Models.Batch;

/// <summary>How often the state of a batch is polled.</summary>
public sealed record BatchPolling
{
    /// <summary>Time before the first poll. It doubles with every further poll.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Maximum time between two polls.</summary>
    /// <value>Default 60 s: batches take minutes to hours.</value>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time before the next poll.</summary>
    /// <param name="polls">Number of polls without a change.</param>
    public TimeSpan After(int polls)
    {
        var doubled = First * Math.Pow(2, Math.Min(polls, 20));
        return doubled < Max ? doubled : Max;
    }
}
