using MuBench.Models.Calls;

namespace MuBench.Tests.Models.Calls;

public sealed class RepeatedFaultDetectorTests
{
    private readonly RepeatedFaultDetector.ModelFaultTally _tally = new();

    [Fact]
    public void Stays_ThirdAlikeWhileOthersAreAnswered_IsTrue()
    {
        var (one, other) = (new RepeatedFaultDetector(_tally), new RepeatedFaultDetector(_tally));

        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(other.IsPersistent(null));
        Assert.False(one.IsPersistent(Error("crash")));
        Assert.True(one.IsPersistent(Error("crash")));
    }

    [Fact]
    public void Stays_OthersFailToo_IsFalse()
    {
        var (one, other) = (new RepeatedFaultDetector(_tally), new RepeatedFaultDetector(_tally));

        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(other.IsPersistent(Error("crash")));
        Assert.False(other.IsPersistent(null));
        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(one.IsPersistent(Error("crash")));
    }

    [Fact]
    public void Stays_NothingElseIsAnswered_IsFalse()
    {
        var one = new RepeatedFaultDetector(_tally);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(one.IsPersistent(Error("crash"))));
    }

    [Fact]
    public void Stays_AnotherFaultBetween_BeginsAnew()
    {
        var (one, other) = (new RepeatedFaultDetector(_tally), new RepeatedFaultDetector(_tally));

        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(other.IsPersistent(null));
        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(one.IsPersistent(new CallFault(CallFaultKind.Transient, "reset")));
        Assert.False(one.IsPersistent(Error("crash")));
        Assert.False(one.IsPersistent(Error("another")));
        Assert.False(other.IsPersistent(null));
        Assert.False(one.IsPersistent(Error("another")));
        Assert.True(one.IsPersistent(Error("another")));
    }

    private static CallFault Error(string message) => new(CallFaultKind.Transient, message) { MayBeTheQuestion = true };
}
