using Microsoft.Extensions.Time.Testing;
using MuBench.Storage.Leases;
using MuBench.Storage.Sharing;

namespace MuBench.Tests.Storage.Sharing;

public sealed class EntryWatchTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsExpired_UnchangedForItsDuration_CountsFromTheFirstReading()
    {
        var watch = new EntryWatch(_time);
        Assert.False(IsExpired(watch, 1));
        _time.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(IsExpired(watch, 1));
        Assert.False(IsExpired(watch, 2)); // renewed: the count begins again
        _time.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(IsExpired(watch, 2));

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(IsExpired(watch, 2));
        watch.Keep([]);
        Assert.False(IsExpired(watch, 2)); // forgotten
    }

    [Fact]
    public void IsExpired_ProcessOfThisMachineHasEnded_IsExpiredAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells processes apart beyond their numbers.");
        var (watch, here) = (new EntryWatch(_time), LeaseHolder.ForThisProcess("test"));
        Assert.False(watch.IsExpired("a", 1, Duration, here.ProcessId, here.Instance));

        Assert.True(watch.IsExpired("a", 1, Duration, here.ProcessId, here.Instance + "1"));
    }

    private static bool IsExpired(EntryWatch watch, long renewals) => watch.IsExpired("a", renewals, Duration, 0, null);
}
