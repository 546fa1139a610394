using CsCheck;
using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

/// <summary>Compares intervals with SciPy if every image has one question, otherwise with the formula in Python (reference.py).</summary>
public sealed class ClusteredIntervalTests
{
    // scipy.stats.beta.ppf([(1 - confidence) / 2, (1 + confidence) / 2], right + 0.5, n - right + 0.5)
    [Theory]
    [InlineData(62, 100, 0.95, 0.522549308, 0.710616269)]
    [InlineData(62, 100, 0.90, 0.538335903, 0.696598935)]
    [InlineData(12, 25, 0.95, 0.295370500, 0.668972845)]
    [InlineData(250, 1000, 0.95, 0.223911095, 0.277533631)]
    [InlineData(5589, 16130, 0.95, 0.339181748, 0.353867755)]
    [InlineData(1, 5, 0.95, 0.022512766, 0.628626401)]
    [InlineData(1, 10, 0.95, 0.011011674, 0.381314771)]
    [InlineData(2, 40, 0.95, 0.010534485, 0.150865051)]
    [InlineData(3, 100, 0.95, 0.008520283, 0.077887569)]
    public void Share_OneQuestionEach_IsJeffreysInterval(int right, int n, double confidence, double low, double high)
    {
        Same(Of([new(1, 1, right), new(0, 1, n - right)]).ShareInterval(confidence), low, high, IntervalKinds.Jeffreys);
        Same(Of([new(0, 1, right), new(1, 1, n - right)]).ShareInterval(confidence), 1 - high, 1 - low, IntervalKinds.Jeffreys);
    }

    [Theory]
    [InlineData("accuracy", 0.95, 0.430018640, 0.472376209)]
    [InlineData("accuracy", 0.90, 0.433413324, 0.468946521)]
    [InlineData("skewed", 0.95, 0.853158390, 0.992388583)]
    [InlineData("skewed", 0.90, 0.873150228, 0.989031499)]
    [InlineData("together", 0.95, 0.272819914, 0.815510059)]
    public void Share_Clusters_IsTheFormulas(string table, double confidence, double low, double high) =>
        Same(Of(Table(table)).ShareInterval(confidence), low, high, IntervalKinds.Jeffreys);

    [Theory]
    [InlineData("difference", 800, 0.95, 0.020520183, 0.067578081, 0.000265060253)]
    [InlineData("difference", 800, 0.90, 0.024317265, 0.063780998, 0.000265060253)]
    [InlineData("single", 15, 0.95, 0.008429643, 0.166327639, 0.03006479)]
    [InlineData("few", 9, 0.95, -0.201813358, 0.764232481, 0.199113529)]
    public void Difference_Clusters_IsTheFormulas(string table, int discordant, double confidence, double low, double high, double p)
    {
        var test = DifferenceTest.Of(WithSquares(Table(table), discordant), discordant);
        Same(test.Interval(confidence), low, high, IntervalKinds.AdjustedWald);
        Assert.InRange(test.P / p, 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void Share_AllImagesAlike_IsTheExactOneAndNoPoint()
    {
        // scipy.stats.binomtest(30, 30).proportion_ci(0.95, "exact"): 0.88430, 1.
        Same(Of([new(1, 1, 30)]).ShareInterval(0.95), 0.8842967, 1, IntervalKinds.ExactImages);
        // The number of questions per image does not matter.
        Same(Of([new(1, 1, 10), new(6, 6, 20)]).ShareInterval(0.95), 0.8842967, 1, IntervalKinds.ExactImages);
    }

    [Fact]
    public void Share_OneImage_SaysNextToNothing() => Same(Of([new(3, 5, 1)]).ShareInterval(0.95), 0.015, 0.99, IntervalKinds.ExactImages);

    [Fact]
    public void Difference_EveryImageToOneSide_IsMcNemarsTestOverImages()
    {
        for (var images = 1; images <= 20; images++)
        {
            var test = DifferenceTest.Of(WithSquares([new(2, 2, images)], 2 * images), 2 * images);
            Assert.Equal(McNemar.Exact(images, 0), test.P, 1e-9);
            Assert.Equal(test.P < 0.05, test.Interval(0.95).Low > 0);
        }
    }

    [Fact]
    public void Difference_NoQuestionDiffers_HasPOfOne()
    {
        var test = DifferenceTest.Of(WithSquares([new(0, 3, 30)], 0), 0);
        Assert.Equal(1, test.P);
        Same(test.Interval(0.95), -0.1157033, 0.1157033, IntervalKinds.ExactImages);
    }

    [Fact]
    public void Share_ImagesInAnotherOrder_IsTheSameToTheLastBit() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 6]).Array[2, 30].Sample(drawn =>
        {
            var images = drawn.Select(image => new ClusterType(Math.Min(image.Item1, image.Item2), image.Item2, 1)).ToArray();
            Assert.Equal(Of(images).ShareInterval(0.95), Of([.. images.Reverse()]).ShareInterval(0.95));
        });

    private static ClusterTally Of(IEnumerable<ClusterType> types)
    {
        var tally = new ClusterTally();
        foreach (var type in types)
            for (var image = 0; image < type.Images; image++)
                tally.Add(type.Sum, type.Questions);
        return tally;
    }

    // Only the sum of the squares matters, not their images.
    private static ClusterTally WithSquares(IEnumerable<ClusterType> types, int squares)
    {
        var tally = new ClusterTally();
        foreach (var type in types)
        {
            for (var image = 0; image < type.Images; image++)
            {
                tally.Add(type.Sum, type.Questions, squares);
                squares = 0;
            }
        }

        return tally;
    }

    private static void Same(Interval interval, double low, double high, string kind)
    {
        Assert.Equal(low, interval.Low, 2e-7);
        Assert.Equal(high, interval.High, 2e-7);
        Assert.Equal(kind, interval.Kind);
    }

    private static ClusterType[] Table(string name) => name switch
    {
        "accuracy" =>
        [
            new(0, 5, 40), new(1, 5, 90), new(2, 5, 160), new(3, 5, 120), new(4, 5, 60), new(5, 5, 20), new(1, 4, 25), new(3, 4, 12),
            new(2, 3, 3), new(0, 1, 2),
        ],
        "skewed" => [new(1, 6, 1), new(6, 6, 30), new(2, 2, 8), new(0, 1, 4)],
        "together" => [new(0, 3, 4), new(3, 3, 3), new(1, 2, 2), new(6, 6, 2), new(1, 6, 1)],
        "difference" =>
        [
            new(-3, 5, 4), new(-2, 5, 20), new(-1, 5, 70), new(0, 5, 180), new(1, 5, 110), new(2, 5, 40), new(3, 5, 9), new(1, 4, 11),
            new(-1, 4, 6), new(0, 4, 30), new(4, 5, 1),
        ],
        "single" => [new(1, 1, 12), new(-1, 1, 3), new(0, 1, 85)],
        "few" => [new(2, 3, 3), new(-1, 3, 1), new(0, 2, 2), new(1, 1, 1)],
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
