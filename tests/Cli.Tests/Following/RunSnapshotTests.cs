using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Viewing;

namespace MuBench.Tests.Cli.Following;

public sealed class RunSnapshotTests
{
    [Fact]
    public void Since_FailedBefore_IsNoNewsUntilAnotherAttemptBegins()
    {
        var before = Snapshot(StatusOf(RunStates.Failed, 10), AttemptOf("1", RunStates.Failed, 9));

        Assert.Null(before.ChangesSince(before).State);
        Assert.False(before.ChangesSince(before).IsAccepted);
        // A worker of the old attempt writes once more that it failed.
        Assert.Null(Snapshot(StatusOf(RunStates.Failed, 20), before.Attempt).ChangesSince(before).State);
        // The new attempt has begun and is not planned yet, so the status is still the old one.
        var begun = Snapshot(before.Status, AttemptOf("2", RunStates.Running, 21)).ChangesSince(before);
        Assert.Equal((RunStates.Running, true, false), (begun.State, begun.IsAccepted, begun.IsEnded));
        var failedAgain = Snapshot(StatusOf(RunStates.Failed, 31), AttemptOf("2", RunStates.Failed, 30)).ChangesSince(before);
        Assert.Equal((RunStates.Failed, true), (failedAgain.State, failedAgain.IsEnded));
    }

    [Fact]
    public void Since_InterruptedOnTheCommandLineBefore_TakesTheServicesWord()
    {
        var before = Snapshot(StatusOf(RunStates.Interrupted, 10), null);

        Assert.Null(before.ChangesSince(before).State);
        Assert.Equal(RunStates.Done, Snapshot(StatusOf(RunStates.Done, 31), AttemptOf("1", RunStates.Done, 30)).ChangesSince(before).State);
    }

    [Fact]
    public void Since_CancelledBeforeAndCancelledAgainWithoutABeginning_IsTold()
    {
        var before = Snapshot(StatusOf(RunStates.Failed, 10), AttemptOf("1", RunStates.Failed, 9));

        Assert.Equal(RunStates.Cancelled, Snapshot(StatusOf(RunStates.Cancelled, 20), AttemptOf("1", RunStates.Cancelled, 20)).ChangesSince(before).State);
    }

    [Fact]
    public void Since_RunningBefore_GoesOnWithIt()
    {
        var before = Snapshot(StatusOf(RunStates.Running, 10), AttemptOf("1", RunStates.Running, 1));

        Assert.Equal(RunStates.Running, before.ChangesSince(before).State);
        Assert.True(before.ChangesSince(before).IsAccepted);
        Assert.Equal(RunStates.Failed, Snapshot(StatusOf(RunStates.Failed, 20), AttemptOf("1", RunStates.Failed, 20)).ChangesSince(before).State);
    }

    [Fact]
    public void Since_RejectedBefore_IsRejectedOnlyWhenItIsRejectedAnew()
    {
        var before = new RunSnapshot(null, null, RejectionOf(5), IsAccepted: false);

        Assert.False(before.ChangesSince(before).IsEnded);
        Assert.True((before with { Rejection = RejectionOf(6) }).ChangesSince(before).IsRejected);
        Assert.True(before.ChangesSince(RunSnapshot.Empty).IsRejected);
        Assert.False((before with { Status = StatusOf(RunStates.Running, 8) }).ChangesSince(RunSnapshot.Empty).IsRejected);
    }

    [Fact]
    public void State_AttemptAndStatusDiffer_IsTheNewerOfTheTwo()
    {
        Assert.Equal(RunStates.Done, Snapshot(StatusOf(RunStates.Done, 30), AttemptOf("1", RunStates.Failed, 9)).State); // 'mubench run' took over
        Assert.Equal(RunStates.Running, Snapshot(StatusOf(RunStates.Failed, 8), AttemptOf("2", RunStates.Running, 9)).State);
        Assert.Equal(RunStates.Running, Snapshot(null, AttemptOf("1", RunStates.Running, 1)).State);
        Assert.Null(RunSnapshot.Empty.State);
    }

    internal static RunSnapshot Snapshot(RunStatus? status, RunAttempt? attempt) => new(status, attempt, null, IsAccepted: true);

    internal static RunStatus StatusOf(string state, int second) =>
        new() { RunId = "job-1a2b3c4d", State = state, UpdatedAt = At(second), Models = [] };

    internal static RunAttempt AttemptOf(string attempt, string state, int second) => new() { Attempt = attempt, State = state, At = At(second) };

    internal static DateTimeOffset At(int second) => new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero).AddSeconds(second);

    private static Rejection RejectionOf(int second) => new() { RunId = "job-1a2b3c4d", RejectedAt = At(second), Faults = [] };
}
