using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>A snapshot of what the store holds about a run.</summary>
/// <param name="Status">The status; null if none was written yet.</param>
/// <param name="Attempt">The latest attempt of a service; null if there was none.</param>
/// <param name="Rejection">Why the manifest was rejected; null if it was not.</param>
/// <param name="IsAccepted">Whether the manifest was accepted as a run.</param>
public sealed record RunSnapshot(RunStatus? Status, RunAttempt? Attempt, Rejection? Rejection, bool IsAccepted)
{
    /// <summary>The snapshot of a run that does not exist yet.</summary>
    public static RunSnapshot Empty { get; } = new(null, null, null, false);

    /// <summary>The state of the run, one of <see cref="RunStates"/>; null if none was written yet.</summary>
    public string? State => IsAttemptNewer ? Attempt!.State : Status?.State;

    /// <summary>Why the run failed; null if it did not.</summary>
    public string? Error => IsAttemptNewer ? Attempt!.Error : Status?.Error;

    /// <summary>Whether the manifest was rejected, and no status was written since.</summary>
    public bool IsRejected => Rejection is not null && !(Status?.UpdatedAt > Rejection.RejectedAt);

    /// <summary>Whether the run has ended or was rejected.</summary>
    public bool IsEnded => IsRejected || (State is { } state && RunStates.IsTerminal(state));

    /// <summary>When the status or the attempt was last written; null if neither was.</summary>
    public DateTimeOffset? LastUpdatedAt => IsAttemptNewer ? Attempt!.At : Status?.UpdatedAt;

    // An attempt is written before its first status. Between the two, the attempt is the latest information.
    private bool IsAttemptNewer => Attempt is not null && !(Status?.UpdatedAt >= Attempt.At);

    /// <summary>Reads the snapshot.</summary>
    public static async Task<RunSnapshot> ReadAsync(PipelineContext context, string runId, CancellationToken cancellationToken)
    {
        var statuses = new RunStatusStore(context);
        var attempt = statuses.TryReadAttemptAsync(runId, cancellationToken);
        var status = statuses.TryReadAsync(runId, cancellationToken);
        var manifest = context.Store.TryStatAsync(StoreLayout.RunManifest(runId), cancellationToken);
        var rejection = await JsonDocuments.TryReadAsync(
            context.Store, StoreLayout.RunRejected(runId), PipelineJsonContext.Default.Rejection, cancellationToken).ConfigureAwait(false);
        return new RunSnapshot(
            await status.ConfigureAwait(false), await attempt.ConfigureAwait(false), rejection, await manifest.ConfigureAwait(false) is not null);
    }

    /// <summary>
    /// The part of the snapshot that changed since an earlier one. The end of an earlier attempt says nothing about a new one.
    /// </summary>
    public RunSnapshot ChangesSince(RunSnapshot before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var rejection = Rejection?.RejectedAt == before.Rejection?.RejectedAt ? null : Rejection;
        if (before.State is { } state && !RunStates.IsTerminal(state))
            return this with { Rejection = rejection };
        var attempt = Attempt?.At == before.Attempt?.At ? null : Attempt;
        // A worker of an attempt that has ended may still write its end.
        var isOld = Status is null || Status.UpdatedAt == before.Status?.UpdatedAt
            || (attempt is null && Attempt is not null && Status.State is RunStates.Failed or RunStates.Cancelled);
        var status = isOld ? null : Status;
        return new RunSnapshot(status, attempt, rejection, (IsAccepted && !before.IsAccepted) || status is not null || attempt is not null);
    }
}
