using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

public sealed class OrderStatisticsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 1)]
    [InlineData(500, 7)]
    [InlineData(500, 100_000)]
    public void Select_EveryPlace_HasTheValueOfTheSortedOrder(int count, int different)
    {
        var random = new Xoshiro256(1);
        var values = Enumerable.Range(0, count).Select(_ => (double)(random.NextULong() % (ulong)different)).ToArray();
        var sorted = values.Order().ToArray();
        for (var place = 0; place < count; place++)
        {
            double[] copy = [.. values];
            OrderStatistics.Select(copy, place);
            Assert.Equal(sorted[place], copy[place]);
            Assert.All(copy[..place], value => Assert.True(value <= copy[place]));
            Assert.All(copy[place..], value => Assert.True(value >= copy[place]));
        }
    }
}
