namespace MuBench.Pipeline.Progress;

/// <summary>A line of a model's journal: something about it that has come to an end.</summary>
public sealed record ModelEvent
{
    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the model is at from now on: one of <see cref="ModelStates"/>; null where that stays.</summary>
    public string? State { get; init; }

    /// <summary>Why the model can answer no further question.</summary>
    public string? StopReason { get; init; }

    /// <summary>Shards that a worker has been through.</summary>
    public IReadOnlyList<ShardCount> Shards { get; init; } = [];

    /// <summary>Input tokens of the answers that the worker had.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens of the answers that the worker had.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What the worker spent, in US dollars.</summary>
    public decimal? Usd { get; init; }

    /// <summary>What the model cost the run in all, as it was scored: it takes the place of what the lines before it say. Null where it was not scored, or the cost is unknown.</summary>
    public decimal? ScoredUsd { get; init; }
}
