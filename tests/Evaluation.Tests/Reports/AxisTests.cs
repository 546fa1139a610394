using CsCheck;
using MuBench.Reports.Html;

namespace MuBench.Tests.Reports;

public sealed class AxisTests
{
    [Fact]
    public void FromZero_Accuracies_EndsAtTheNextTenPercent()
    {
        var axis = Axis.FromZero([0.2, 0.5648], 220);

        Assert.Equal(0.6, axis.High, 12);
        Assert.Equal([0, 0.2, 0.4, 0.6], axis.Ticks, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(1, Axis.FromZero([1.03], 220).High);
        Assert.Equal(1, Axis.FromZero([], 220).High);
    }

    [Fact]
    public void AroundZero_Differences_IsSymmetricAndHoldsThem() => Gen.Double[-1, 1].Array[0, 8].Sample(values =>
    {
        var axis = Axis.AroundZero(values, 300);

        Assert.Equal(-axis.Low, axis.High);
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, axis.High + 1e-9));
        Assert.InRange(axis.Ticks.Count, 3, 7);
        Assert.Contains(axis.Ticks, tick => Math.Abs(tick) < 1e-9);
    });

    [Fact]
    public void Fitting_Differences_HoldsThemAndZeroAndLittleMore() => Gen.Double[-1, 1].Array[0, 8].Sample(values =>
    {
        var axis = Axis.Fitting(values, 300);

        Assert.All(values.Append(0), value => Assert.InRange(value, axis.Low - 1e-9, axis.High + 1e-9));
        Assert.InRange(axis.Ticks.Count, 2, 8);
        var spread = Math.Max(values.Append(0).Max() - values.Append(0).Min(), 0.005);
        Assert.InRange(axis.High - axis.Low, 0, 2.1 * spread);
    });

    [Fact]
    public void At_ValueOutside_LiesAtTheEnd()
    {
        var axis = Axis.FromZero([0.5], 200);

        Assert.Equal(axis.At(0), axis.At(-0.02));
        Assert.Equal(axis.At(0.5), axis.At(0.7));
        Assert.Equal("100", axis.At(0.25));
    }

    [Theory]
    [InlineData(0.1, "h0")]
    [InlineData(0.4, "h4")]
    [InlineData(0.7, "h8")]
    public void HeatScale_Accuracies_AreSpreadOverAllSteps(double accuracy, string expected) =>
        Assert.Equal(expected, HeatScale.Of([0.13, 0.66]).ClassOf(accuracy));

    [Fact]
    public void HeatScale_OneOrNoValue_HasAWidth()
    {
        Assert.Equal("h0", HeatScale.Of([0.5]).ClassOf(0.5));
        Assert.True(HeatScale.Of([]).High > HeatScale.Of([]).Low);
    }
}
