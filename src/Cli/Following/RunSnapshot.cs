using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Cli.Following;

/// <summary>What the store says of a run at one moment.</summary>
/// <param name="Status">How far it is; null where nothing is said yet.</param>
/// <param name="Attempt">The latest attempt of a service at it; null where there was none.</param>
/// <param name="Rejection">Why its manifest was rejected; null where it was not.</param>
/// <param name="IsAccepted">Whether somebody has taken its manifest in.</param>
internal sealed record RunSnapshot(RunStatus? Status, RunAttempt? Attempt, Rejection? Rejection, bool IsAccepted)
{
    /// <summary>Before anything was there.</summary>
    public static RunSnapshot Empty { get; } = new(null, null, null, false);

    /// <summary>What the run is at, one of <see cref="RunStates"/>; null where nothing is said yet.</summary>
    public string? State => IsAttemptNewer ? Attempt!.State : Status?.State;

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error => IsAttemptNewer ? Attempt!.Error : Status?.Error;

    /// <summary>Whether the manifest was rejected, and nothing has been heard of the run since.</summary>
    public bool IsRejected => Rejection is not null && !(Status?.UpdatedAt > Rejection.RejectedAt);

    /// <summary>Whether there is nothing more to wait for.</summary>
    public bool IsEnded => IsRejected || (State is { } state && RunStates.IsTerminal(state));

    /// <summary>When the store was last told something; null where nothing was said yet.</summary>
    public DateTimeOffset? LastUpdatedAt => IsAttemptNewer ? Attempt!.At : Status?.UpdatedAt;

    // An attempt is noted before the status that follows from it: what is between the two is news too.
    private bool IsAttemptNewer => Attempt is not null && !(Status?.UpdatedAt >= Attempt.At);

    /// <summary>Reads it.</summary>
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

    /// <summary>What of it was not there at an earlier moment: how a run ended before says nothing about the one submitted now.</summary>
    public RunSnapshot ChangesSince(RunSnapshot before)
    {
        var rejection = Rejection?.RejectedAt == before.Rejection?.RejectedAt ? null : Rejection;
        if (before.State is { } state && !RunStates.IsTerminal(state))
            return this with { Rejection = rejection };
        var attempt = Attempt == before.Attempt ? null : Attempt;
        // A worker of an attempt that has ended may still say so.
        var isOld = Status is null || Status.UpdatedAt == before.Status?.UpdatedAt
            || (attempt is null && Attempt is not null && Status.State is RunStates.Failed or RunStates.Cancelled);
        var status = isOld ? null : Status;
        return new RunSnapshot(status, attempt, rejection, (IsAccepted && !before.IsAccepted) || status is not null || attempt is not null);
    }
}
