using CsCheck;
using MuBench.Scoring.Analyses;

namespace MuBench.Tests.Scoring.Analyses;

public sealed class BinsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.1000001, 1)]
    [InlineData(0.3, 2)]
    [InlineData(0.7, 6)]
    [InlineData(1, 9)]
    public void EqualWidth_Edges_BelongToTheBinBelow(double value, int bin) => Assert.Equal(bin, Bins.EqualWidth(value, 10));

    [Fact]
    public void EqualWidth_AnyValue_LiesBetweenItsEdges() => Gen.Select(Gen.Double[0, 1], Gen.Int[1, 200]).Sample((value, bins) =>
    {
        var bin = Bins.EqualWidth(value, bins);

        Assert.True(value <= (bin + 1.0) / bins && (bin == 0 || value > (double)bin / bins));
    });

    [Fact]
    public void EqualMassEdges_DistinctValues_FillBinsAlike() => Gen.Select(Gen.Int[1, 300], Gen.Int[1, 15]).Sample((n, bins) =>
    {
        var edges = Bins.EqualMassEdges(Enumerable.Range(0, n).Reverse(), bins);
        var sizes = Enumerable.Range(0, n).GroupBy(value => Bins.Of(value, edges)).Select(bin => bin.Count()).ToList();

        Assert.Equal(Math.Min(n, bins), sizes.Count);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    });

    [Fact]
    public void EqualMassEdges_EqualValues_ShareABin()
    {
        Assert.Equal([7], Bins.EqualMassEdges(Enumerable.Repeat(7, 50), 10));
        Assert.Equal([1, 2], Bins.EqualMassEdges([1, 1, 1, 1, 1, 1, 1, 1, 1, 2], 10));
        Assert.Empty(Bins.EqualMassEdges(Array.Empty<int>(), 10));
    }
}
