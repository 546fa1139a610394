namespace MuBench.Pipeline.Progress;

/// <summary>A line of a model's journal: a unit of work that has ended.</summary>
public sealed record ModelEvent
{
    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The state of the model from now on: one of <see cref="ModelStates"/>; null for no change.</summary>
    public string? State { get; init; }

    /// <summary>What the model waits for in this state, as text; null if it does not wait.</summary>
    public string? Detail { get; init; }

    /// <summary>Why the model cannot answer any further question; null if it can.</summary>
    public string? StopReason { get; init; }

    /// <summary>Shards that the worker finished.</summary>
    public IReadOnlyList<ShardCount> Shards { get; init; } = [];

    /// <summary>Input tokens of the worker's responses.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens of the worker's responses.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The amount that the worker spent, in US dollars.</summary>
    public decimal? Usd { get; init; }

    /// <summary>
    /// The total cost of the model in the run in US dollars, as computed by scoring. It replaces the amounts of earlier
    /// lines. Null if the model was not scored, or the cost is unknown.
    /// </summary>
    public decimal? ScoredUsd { get; init; }
}
