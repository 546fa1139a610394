namespace MuBench.Pipeline.Progress;

/// <summary>
/// The latest attempt at a run by a conductor with several workers: <c>runs/RUNID/attempt.json</c>. Workers that belong to
/// an earlier attempt, or to one that has ended, stop as soon as they see it.
/// </summary>
public sealed record RunAttempt
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Tells attempts apart, and orders them as text: when the conductor began. Empty where the run was cancelled before that.</summary>
    public required string Attempt { get; init; }

    /// <summary>One of <see cref="RunStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why the run failed, in words; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>What the finished run cost in US dollars; null before that, and where a cost is unknown.</summary>
    public decimal? SpentUsd { get; init; }

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset At { get; init; }
}
