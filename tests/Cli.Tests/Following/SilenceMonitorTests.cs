using Microsoft.Extensions.Time.Testing;
using MuBench.Cli.Following;
using MuBench.Pipeline.Progress;
using MuBench.Viewing;

namespace MuBench.Tests.Cli.Following;

public sealed class SilenceMonitorTests
{
    private readonly FakeTimeProvider _time = new(RunSnapshotTests.At(0));

    [Fact]
    public void Look_NothingTakesItIn_AsksForTheServiceOnceAndIsGladWhenSomethingDoes()
    {
        var watch = new SilenceMonitor(_time, "manifests/job.json");

        Assert.Null(watch.Check(RunSnapshot.Empty));
        Assert.Null(After(59, watch, RunSnapshot.Empty));
        var notice = After(1, watch, RunSnapshot.Empty);
        Assert.Contains("No service has accepted 'manifests/job.json' for 60 s", notice, StringComparison.Ordinal);
        Assert.Contains("trigger", notice, StringComparison.Ordinal);
        Assert.Null(After(600, watch, RunSnapshot.Empty));
        Assert.Equal("The manifest was accepted.", watch.Check(RunSnapshot.Empty with { IsAccepted = true }));
    }

    [Fact]
    public void Look_WorkersFallSilent_SaysSoAgainAtEverySilence()
    {
        var watch = new SilenceMonitor(_time, "manifests/job.json");

        Assert.Null(watch.Check(Running(0)));
        Assert.Null(After(59, watch, Running(50)));
        Assert.Null(After(59, watch, Running(50)));
        Assert.Contains("A lost worker is replaced within about 2 minutes", After(1, watch, Running(50)), StringComparison.Ordinal);
        Assert.Equal("The run continues.", After(30, watch, Running(148)));
        Assert.Null(After(30, watch, Running(148)));
        Assert.Contains("The run has reported nothing for 61 s", After(31, watch, Running(148)), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_FirstSeenLongSilent_SaysSoAtOnce()
    {
        _time.Advance(TimeSpan.FromHours(3));

        Assert.Contains("The run has reported nothing for 3 h", new SilenceMonitor(_time, upload: null).Check(Running(0)), StringComparison.Ordinal);
    }

    private static RunSnapshot Running(int second) => RunSnapshotTests.Snapshot(RunSnapshotTests.StatusOf(RunStates.Running, second), null);

    private string? After(int seconds, SilenceMonitor watch, RunSnapshot snapshot)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return watch.Check(snapshot);
    }
}
