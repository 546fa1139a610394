using MuBench.Pipeline.Intake;

namespace MuBench.Pipeline.Progress;

/// <summary>An entry in the list of a store's runs.</summary>
public sealed record RunEntry
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The status; null if the run was rejected or has not started, or if the stored status cannot be read.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The last rejection of its manifest; null if it was not rejected.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>When its manifest was accepted; null if that was not read, because there is a status or a rejection, or if the run was only looked at.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Why the status cannot be read; null if it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether its manifest was rejected, and no status was written since.</summary>
    public bool IsRejected => Rejection is not null && !(Status?.UpdatedAt > Rejection.RejectedAt);

    /// <summary>Whether such a run exists.</summary>
    public bool IsKnown => Status is not null || Rejection is not null || Fault is not null || AcceptedAt is not null;

    /// <summary>When the run started, else the earliest known time; null if there is none.</summary>
    public DateTimeOffset? At => Status?.StartedAt ?? Status?.UpdatedAt ?? Rejection?.RejectedAt ?? AcceptedAt;
}
