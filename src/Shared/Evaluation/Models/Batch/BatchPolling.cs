namespace MuBench.Models.Batch;

/// <summary>How often a batch is asked after.</summary>
public sealed record BatchPolling
{
    /// <summary>Time before it is asked after for the first time; it doubles with every further one.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest time between two questions after a batch.</summary>
    /// <value>Default 60 s: batches take minutes to hours.</value>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time before the next question.</summary>
    /// <param name="polls">How often the batch was asked after without news.</param>
    public TimeSpan After(int polls)
    {
        var doubled = First * Math.Pow(2, Math.Min(polls, 20));
        return doubled < Max ? doubled : Max;
    }
}
