using CsCheck;
using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

public sealed class McNemarTests
{
    // Values of reference.py, computed with whole numbers.
    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(3, 3, 1.0)]
    [InlineData(4, 9, 0.266845703125)]
    [InlineData(10, 25, 0.01667384780012071)]
    [InlineData(100, 140, 0.011664092317677663)]
    [InlineData(0, 60, 1.734723475976807e-18)]
    [InlineData(500, 600, 0.0028195449914364275)]
    [InlineData(12000, 12400, 0.010637588191411598)]
    [InlineData(20000, 20900, 8.77126275534514e-06)]
    [InlineData(40000, 43000, 2.2134527763795205e-25)]
    [InlineData(47923, 47923, 1.0)]
    [InlineData(47000, 48846, 2.5274364849762753e-09)]
    [InlineData(0, 1000, 1.8665272370064378e-301)]
    [InlineData(10000, 12000, 1.877958905094753e-41)]
    public void Exact_Counts_IsTheBinomialTestToTwelveDigits(int onlyA, int onlyB, double expected) =>
        Assert.InRange(McNemar.Exact(onlyA, onlyB) / expected, 1 - 1e-12, 1 + 1e-12);

    [Theory]
    [InlineData(0, 95846)]
    [InlineData(1, 95845)]
    public void Exact_BeyondTheSmallestNumber_IsZero(int onlyA, int onlyB) => Assert.Equal(0, McNemar.Exact(onlyA, onlyB));

    [Fact]
    public void Exact_AnyCounts_IsSymmetricAndFallsWithTheDifference() =>
        Gen.Select(Gen.Int[0, 50_000], Gen.Int[0, 50_000]).Sample((a, b) =>
        {
            var p = McNemar.Exact(a, b);
            var (more, less) = (Math.Max(a, b), Math.Min(a, b));
            return p is >= 0 and <= 1 && p == McNemar.Exact(b, a) && (less == 0 || McNemar.Exact(more + 1, less - 1) <= p);
        });
}
