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

    /// <summary>Money of the answers that the worker had, in US dollars.</summary>
    public decimal? Usd { get; init; }
}
