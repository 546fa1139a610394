namespace MuBench.Pipeline.Progress;

/// <summary>
/// The latest attempt at a run by a conductor with several workers: <c>runs/RUNID/attempt.json</c>. Workers of an
/// earlier or ended attempt stop as soon as they read it.
/// </summary>
public sealed record RunAttempt
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>
    /// The start time of the conductor. It identifies the attempt, and its text order is the order of attempts. Empty
    /// if the run was cancelled before the start.
    /// </summary>
    public required string Attempt { get; init; }

    /// <summary>One of <see cref="RunStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why the run failed, as text; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The cost of the finished run in US dollars; null before that, and if a cost is unknown.</summary>
    public decimal? SpentUsd { get; init; }

    /// <inheritdoc cref="RunStatus.Alarms"/>
    public IReadOnlyList<string>? Alarms { get; init; }

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset At { get; init; }
}
