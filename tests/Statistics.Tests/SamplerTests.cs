using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

public sealed class SamplerTests
{
    private const int Draws = 200_000;

    // Both methods (inversion below 10 expected successes, rejection above) and both sides of one half.
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(7, 0.3)]
    [InlineData(40, 0.02)]
    [InlineData(100, 0.0999)]
    [InlineData(100, 0.1001)]
    [InlineData(100, 0.62)]
    [InlineData(25, 0.5)]
    [InlineData(1000, 0.985)]
    [InlineData(1800, 0.37)]
    [InlineData(95_846, 0.0001)]
    [InlineData(95_846, 0.27)]
    public void BinomialDraws_AnySizeAndChance_FollowTheDistribution(int n, double p)
    {
        var sampler = new BinomialSampler(p);
        var random = new Xoshiro256(12);
        var counts = new int[n + 1];
        for (var draw = 0; draw < Draws; draw++)
            counts[sampler.Draw(random, n)]++;
        AssertFits(counts, LogPmf(n, p));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 50)]
    public void BinomialDraws_CertainOutcome_IsCertain(double p, int expected) =>
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(expected, new BinomialSampler(p).Draw(new Xoshiro256(1), 50)));

    [Fact]
    public void BinomialDraws_NoTrials_AreZero() => Assert.Equal(0, new BinomialSampler(0.9).Draw(new Xoshiro256(1), 0));

    [Fact]
    public void AliasDraws_Weights_AreDrawnInProportion()
    {
        int[] weights = [5, 1, 1, 7, 3, 2, 1];
        var table = new AliasTable(weights);
        var random = new Xoshiro256(3);
        var counts = new int[weights.Length];
        for (var draw = 0; draw < Draws; draw++)
            counts[table.Draw(random)]++;
        AssertFits(counts, [.. weights.Select(weight => Math.Log(weight / 20.0))]);
    }

    [Fact]
    public void ClusterDraws_ManyTypes_HaveTheMultinomialsMeanAndSpread()
    {
        // Frequent and rare types together, with different numbers of questions.
        ClusterType[] types = [new(3, 5, 100), new(-1, 5, 60), new(0, 4, 9), new(2, 4, 5), new(-4, 5, 2), new(1, 1, 1)];
        var images = types.Sum(type => type.Images);
        var sampler = new ClusterSampler(types);
        var random = new Xoshiro256(5);
        var draws = Enumerable.Range(0, Draws).Select(_ => sampler.Draw(random)).ToArray();

        double Mean(Func<ClusterType, double> of) => types.Sum(type => of(type) * type.Images) / images;
        void AssertMoments(Func<ClusterType, double> of, Func<(long Sum, long Questions), double> drawn)
        {
            var variance = Mean(type => of(type) * of(type)) - Mean(of) * Mean(of);
            var mean = draws.Average(drawn);
            Assert.Equal(images * Mean(of), mean, 5 * Math.Sqrt(images * variance / Draws));
            Assert.InRange(draws.Average(draw => Math.Pow(drawn(draw) - mean, 2)) / (images * variance), 0.98, 1.02);
        }

        AssertMoments(type => type.Sum, draw => draw.Sum);
        AssertMoments(type => type.Questions, draw => draw.Questions);
        AssertMoments(type => type.Sum + 10 * type.Questions, draw => draw.Sum + 10 * draw.Questions);
    }

    [Fact]
    public void NextULong_KnownState_IsThePublishedSequence()
    {
        // SplitMix64 with the seed 1234567 begins 6457827717110365317, 3203168211198807973 (Vigna's reference code).
        var random = new Xoshiro256(1234567);
        ulong s1 = 3203168211198807973;
        Assert.Equal(System.Numerics.BitOperations.RotateLeft(s1 * 5, 7) * 9, random.NextULong());
    }

    [Fact]
    public void For_PartsOfThePurpose_DoNotRunTogether()
    {
        Assert.NotEqual(Xoshiro256.For(0, "ab", "c").NextULong(), Xoshiro256.For(0, "a", "bc").NextULong());
        Assert.NotEqual(Xoshiro256.For(0, "a").NextULong(), Xoshiro256.For(1, "a").NextULong());
        Assert.Equal(Xoshiro256.For(-7, "a").NextULong(), Xoshiro256.For(-7, "a").NextULong());
    }

    [Fact]
    public void StirlingError_WhereTheSeriesTakesOver_IsContinuousToFifteenDigits()
    {
        // ln 16! to 25 digits: 30.67186010608067280375837.
        Assert.Equal(30.671860106080672, 16.5 * Math.Log(16) - 16 + 0.5 * Math.Log(2 * Math.PI) + Factorials.StirlingError(16), 1e-13);
        Assert.Equal(27.899271383840892, 15.5 * Math.Log(15) - 15 + 0.5 * Math.Log(2 * Math.PI) + Factorials.StirlingError(15), 1e-13);
    }

    private static double[] LogPmf(int n, double p)
    {
        var log = new double[n + 1];
        log[0] = n * Math.Log(1 - p);
        for (var k = 1; k <= n; k++)
            log[k] = log[k - 1] + Math.Log((n - k + 1.0) / k) + Math.Log(p / (1 - p));
        return log;
    }

    // Pearson's chi-square over cells of at least 20 expected draws. The draws are seeded, so the result does not change.
    private static void AssertFits(int[] counts, double[] logPmf)
    {
        double statistic = 0, expected = 0, observed = 0;
        var cells = 0;
        for (var k = 0; k < counts.Length; k++)
        {
            expected += Draws * Math.Exp(logPmf[k]);
            observed += counts[k];
            if (expected < 20 && k < counts.Length - 1)
                continue;
            if (expected >= 1)
            {
                statistic += (observed - expected) * (observed - expected) / expected;
                cells++;
            }

            (expected, observed) = (0, 0);
        }

        var freedom = Math.Max(1, cells - 1);
        Assert.InRange(statistic, 0, freedom + 4 * Math.Sqrt(2.0 * freedom) + 4);
    }
}
