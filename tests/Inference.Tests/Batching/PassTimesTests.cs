using MuBench.Inference.Batching;

namespace MuBench.Tests.Batching;

public sealed class PassTimesTests
{
    [Fact]
    public void Choose_NothingKnown_TakesAllThatWait()
    {
        var times = new PassTimes(16);

        Assert.Equal((1, 5, 16), (times.Choose(1), times.Choose(5), times.Choose(40)));
    }

    /// <summary>A GPU that is not full: a pass takes the same time whatever its size.</summary>
    [Fact]
    public void Choose_PassesThatTakeTheSameTime_TakesAllThatWait()
    {
        var times = Known(16, _ => 10);

        Assert.Equal((7, 16), (times.Choose(7), times.Choose(100)));
    }

    /// <summary>A processor: a pass takes as long as its items, but at least as long as two.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(12, 2)]
    public void Choose_PassesThatTakeAsLongAsTheirItems_TakesFewAtOnce(int waiting, int expected) =>
        Assert.Equal(expected, Known(16, items => 10 * Math.Max(2, items)).Choose(waiting));

    /// <summary>Where every pass has a cost of its own, small passes would answer the last items much later.</summary>
    [Fact]
    public void Choose_PassesWithACostOfTheirOwn_TakesManyButNotMoreThanHelps()
    {
        var times = Known(32, items => 10 + (5 * items));

        Assert.Equal(6, times.Choose(8));
        Assert.InRange(times.Choose(200), 16, 23);
    }

    [Fact]
    public void Choose_OneSlowPassAmongFastOnes_CountsTheFastOnes()
    {
        var times = Known(4, _ => 10);
        times.Note(4, TimeSpan.FromMilliseconds(900));

        Assert.Equal(4, times.Choose(4));
    }

    [Fact]
    public void Choose_SizeThatWasSlowLongAgo_IsTriedAgain()
    {
        var times = Known(4, items => items == 4 ? 900 : 10);
        Assert.NotEqual(4, times.Choose(4));

        for (var pass = 0; pass < 600; pass++)
            times.Note(2, TimeSpan.FromMilliseconds(10));

        Assert.Equal(4, times.Choose(4));
    }

    private static PassTimes Known(int maxItems, Func<int, double> milliseconds)
    {
        var times = new PassTimes(maxItems);
        for (var items = 1; items <= maxItems; items++)
            times.Note(items, TimeSpan.FromMilliseconds(milliseconds(items)));
        return times;
    }
}
