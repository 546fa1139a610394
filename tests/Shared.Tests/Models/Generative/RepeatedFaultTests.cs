using MuBench.Models.Generative;

namespace MuBench.Tests.Models.Generative;

public sealed class RepeatedFaultTests
{
    private readonly RepeatedFault.Tally _tally = new();

    [Fact]
    public void Stays_ThirdAlikeWhileOthersAreAnswered_IsTrue()
    {
        var (one, other) = (new RepeatedFault(_tally), new RepeatedFault(_tally));

        Assert.False(one.Stays(Error("crash")));
        Assert.False(other.Stays(null));
        Assert.False(one.Stays(Error("crash")));
        Assert.True(one.Stays(Error("crash")));
    }

    [Fact]
    public void Stays_OthersFailToo_IsFalse()
    {
        var (one, other) = (new RepeatedFault(_tally), new RepeatedFault(_tally));

        Assert.False(one.Stays(Error("crash")));
        Assert.False(other.Stays(Error("crash")));
        Assert.False(other.Stays(null));
        Assert.False(one.Stays(Error("crash")));
        Assert.False(one.Stays(Error("crash")));
        Assert.False(one.Stays(Error("crash")));
    }

    [Fact]
    public void Stays_NothingElseIsAnswered_IsFalse()
    {
        var one = new RepeatedFault(_tally);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(one.Stays(Error("crash"))));
    }

    [Fact]
    public void Stays_AnotherFaultBetween_BeginsAnew()
    {
        var (one, other) = (new RepeatedFault(_tally), new RepeatedFault(_tally));

        Assert.False(one.Stays(Error("crash")));
        Assert.False(other.Stays(null));
        Assert.False(one.Stays(Error("crash")));
        Assert.False(one.Stays(new CallFault(CallFaultKind.Transient, "reset")));
        Assert.False(one.Stays(Error("crash")));
        Assert.False(one.Stays(Error("another")));
        Assert.False(other.Stays(null));
        Assert.False(one.Stays(Error("another")));
        Assert.True(one.Stays(Error("another")));
    }

    private static CallFault Error(string message) => new(CallFaultKind.Transient, message) { MayBeTheQuestion = true };
}
