using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

/// <summary>
/// Compares with SciPy and with image-by-image resampling in NumPy: the values of reference.py, with the deviation of one run.
/// </summary>
public sealed class BootstrapTests
{
    // Allows for the noise of 20 reference runs and of one run here.
    private const double Tolerance = 4.5;

    [Theory]
    [InlineData(100, 62, 0.0970250, 0.0046636)]
    [InlineData(134, 33, 0.0705224, 0.0038091)]
    [InlineData(1000, 250, 0.0265525, 0.0005077)]
    [InlineData(1000, 990, 0.0068025, 0.0004054)]
    [InlineData(16130, 5589, 0.0072976, 0.0001004)]
    public void Basic_ZeroesAndOnes_HasSciPysHalfWidth(int n, int correct, double expected, double deviation)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var bootstrap = Bootstrap.Of([new ClusterType(1, 1, correct), new ClusterType(0, 1, n - correct)], 9999, Xoshiro256.For(seed));
            Assert.Equal((double)correct / n, bootstrap.Estimate, 1e-15);
            Assert.Equal(expected, Math.Abs(bootstrap.Basic(0.95).High - bootstrap.Estimate), Tolerance * deviation);
        }
    }

    public static TheoryData<string, double, double, double, double> Clustered => new()
    {
        { "accuracy", 0.4299613, 0.0002854, 0.4720398, 0.0003215 },
        { "difference", 0.0246784, 0.0003478, 0.0634782, 0.0002935 },
        { "few", 0.2000000, 0.0000000, 1.0000000, 0.0000000 },
        { "skewed", 0.9181055, 0.0013406, 1.0165599, 0.0010281 },
    };

    [Theory]
    [MemberData(nameof(Clustered))]
    public void Basic_Clusters_AgreesWithImageByImageDraws(string table, double low, double lowDeviation, double high, double highDeviation)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var interval = Bootstrap.Of(Table(table), 9999, Xoshiro256.For(seed, table)).Basic(0.95);
            Assert.Equal(low, interval.Low, Tolerance * lowDeviation + 1e-7);
            Assert.Equal(high, interval.High, Tolerance * highDeviation + 1e-7);
        }
    }

    [Fact]
    public void Of_TypesInAnotherOrder_GivesTheSameInterval()
    {
        var forward = Bootstrap.Of(Table("accuracy"), 999, Xoshiro256.For(1)).Basic(0.95);
        var backward = Bootstrap.Of(Table("accuracy").Reverse(), 999, Xoshiro256.For(1)).Basic(0.95);
        Assert.Equal(forward, backward);
    }

    private static ClusterType[] Table(string name) => name switch
    {
        "accuracy" =>
        [
            new(0, 5, 40), new(1, 5, 90), new(2, 5, 160), new(3, 5, 120), new(4, 5, 60), new(5, 5, 20), new(1, 4, 25), new(3, 4, 12),
            new(2, 3, 3), new(0, 1, 2),
        ],
        "difference" =>
        [
            new(-3, 5, 4), new(-2, 5, 20), new(-1, 5, 70), new(0, 5, 180), new(1, 5, 110), new(2, 5, 40), new(3, 5, 9), new(1, 4, 11),
            new(-1, 4, 6), new(0, 4, 30), new(4, 5, 1),
        ],
        "few" => [new(1, 1, 3), new(0, 1, 2)],
        "skewed" => [new(1, 6, 1), new(6, 6, 30), new(2, 2, 8), new(0, 1, 4)],
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
