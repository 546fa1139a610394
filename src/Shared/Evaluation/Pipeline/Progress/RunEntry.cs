using MuBench.Pipeline.Intake;

namespace MuBench.Pipeline.Progress;

/// <summary>A run of the store, as a list of runs shows it.</summary>
public sealed record RunEntry
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is; null where it was rejected before it began, has not begun, or what is stored cannot be read.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Why its manifest was not run the last time; null where it was not rejected.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>When its manifest was taken in; null where that was not asked, since there is a status or a rejection.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Why it cannot be said how far the run is; null where it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether its manifest was rejected, and nothing has been heard of the run since.</summary>
    public bool IsRejected => Rejection is not null && !(Status?.UpdatedAt > Rejection.RejectedAt);

    /// <summary>Whether there is such a run.</summary>
    public bool IsKnown => Status is not null || Rejection is not null || Fault is not null || AcceptedAt is not null;

    /// <summary>When it began, else when it was first heard of; null where that is not known.</summary>
    public DateTimeOffset? At => Status?.StartedAt ?? Status?.UpdatedAt ?? Rejection?.RejectedAt ?? AcceptedAt;
}
