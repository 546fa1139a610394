using MuBench.Statistics;
using MuBench.Statistics.Sequential;

namespace MuBench.Tests.Statistics;

public sealed class ConfidenceSequenceTests
{
    private static readonly int[] Observed = [1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1];

    // diversified_betting_mart of confseq 0.0.10 (Waudby-Smith and Ramdas), N = population, the same twenty constant bets, trunc_scale = 1, m_trunc = False.
    [Theory]
    [InlineData(60, 0.5, 1, 0.10392363202930523, 0.3127984617864869, 0.3984432639739123, 0.9156704492411792, 3.4329572244436686)]
    [InlineData(60, 0.5, -1, -0.1159898296548535, -0.31125470635360475, -0.41105452800634623, -0.5904039680908796, -0.9331422279271245)]
    [InlineData(60, 0.3, 1, 0.14264648096246155, 0.610731836429891, 1.179333198437626, 2.571359407248237, null)]
    [InlineData(60, 0.3, -1, -0.16643483170651457, -0.4503926829588, -0.6219392009907727, -0.831214368060853, null)]
    [InlineData(40, 0.6, 1, 0.08398499694294645, 0.17980428352841607, 0.12442360020798592, 0.38881542416014186, 2.0846105040850325)]
    [InlineData(40, 0.6, -1, -0.09169057228470552, -0.2297353588202187, -0.2770995831473458, -0.4456484894000653, -0.8114496423555465)]
    public void LogCapital_OneStratumPredictedByTheNullValue_IsThatOfTheAuthors(int images, double mean, int sign, double first, double fifth, double tenth, double fifteenth, double? last)
    {
        var side = new BettingSide(sign, 1);
        var sample = new StratumSample(new Stratum(images, 0, 1));
        var capitals = new List<double>();
        foreach (var value in last is null ? Observed[..15] : Observed)
        {
            IReadOnlyList<int>[] wave = [[value]];
            side.Bet(WaveWeights.Of([sample], wave), [sample], [((images * mean) - sample.Sum) / sample.Left], wave);
            sample.Draw([value]);
            capitals.Add(side.LogCapital(images * mean));
        }

        Assert.Equal([first, fifth, tenth, fifteenth], new[] { 0, 4, 9, 14 }.Select(index => capitals[index]), Close);
        if (last is { } end)
            Assert.Equal(end, capitals[24], Close);
    }

    // Over all orders of a small population: the definition of an e-value, without a simulation.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void LogCapital_EveryOrder_HasAtMostTheStakeOnAverage(int sign)
    {
        int[][] strata = [[1, -1, 0, 1], [2, 0, -2], [1]];
        int[][] waves = [[2, 1, 1], [1, 1, 0], [1, 1, 0]];
        double[] sums = [0, 0, 0], orders = [0];
        foreach (var first in Orders(strata[0]))
        {
            foreach (var second in Orders(strata[1]))
            {
                Stratum[] population = [new(4, -1, 1), new(3, -2, 2), new(1, -1, 1)];
                var (side, samples) = (new BettingSide(sign, 1.3), population.Select(stratum => new StratumSample(stratum)).ToArray());
                var drawn = new int[3];
                for (var wave = 0; wave < waves.Length; wave++)
                {
                    IReadOnlyList<int>[] values = [.. new[] { first, second, strata[2] }.Select((order, stratum) => order.AsSpan(drawn[stratum], waves[wave][stratum]).ToArray())];
                    side.Bet(WaveWeights.Of(samples, values), samples, [.. samples.Select(sample => sample.Predict(0.2))], values);
                    for (var stratum = 0; stratum < 3; stratum++)
                    {
                        samples[stratum].Draw(values[stratum]);
                        drawn[stratum] += values[stratum].Count;
                    }

                    sums[wave] += Math.Exp(side.LogCapital(strata.Sum(stratum => stratum.Sum())));
                }

                orders[0]++;
            }
        }

        Assert.All(sums, sum => Assert.InRange(sum / orders[0], 0.5, 1 + 1e-12));
    }

    [Fact]
    public void Add_EveryImage_LeavesTheTrueMean()
    {
        var random = new Xoshiro256(3);
        var (strata, values) = Population(random, [400, 90, 3, 1]);
        var sequence = new ConfidenceSequence(strata, 900, 0.05);
        AddAll(sequence, values);

        var truth = values.Sum(stratum => stratum.Sum()) / 900.0;
        Assert.Equal(truth, sequence.Low, 1e-9);
        Assert.Equal(truth, sequence.High, 1e-9);
        Assert.Equal(truth, sequence.Estimate, 1e-12);
    }

    [Fact]
    public void Add_EveryWave_NarrowsTheIntervalAroundTheEstimate()
    {
        var (strata, values) = Population(new Xoshiro256(5), [3000, 1200]);
        var sequence = new ConfidenceSequence(strata, 4200, 0.05);
        var last = sequence.Interval;
        AddAll(sequence, values, () =>
        {
            Assert.InRange(sequence.Interval.Low, last.Low, sequence.Estimate + 1e-9);
            Assert.InRange(sequence.Interval.High, sequence.Estimate - 1e-9, last.High);
            last = sequence.Interval;
        });
        Assert.Equal("betting-sequence", last.Kind);
    }

    [Fact]
    public void Interval_ExchangedModels_IsTheNegative()
    {
        var (strata, values) = Population(new Xoshiro256(7), [700, 500]);
        var (one, other) = (new ConfidenceSequence(strata, 1200, 0.01), new ConfidenceSequence(strata, 1200, 0.01));
        IReadOnlyList<int>[] wave = [values[0][..200], values[1][..150]];
        one.Add(wave);
        other.Add([.. wave.Select(stratum => stratum.Select(value => -value).ToArray())]);

        Assert.Equal(one.Interval.Low, -other.Interval.High, 1e-9);
        Assert.Equal(one.Interval.High, -other.Interval.Low, 1e-9);
        Assert.Equal(one.LogEvidence(0), other.LogEvidence(0), 1e-9);
    }

    [Fact]
    public void LogEvidence_HundredThousandEqualImages_StaysFinite()
    {
        var sequence = new ConfidenceSequence([new Stratum(200_000, -1, 1)], 200_000, 0.05);
        sequence.Add([Enumerable.Repeat(1, 100_000).ToArray()]);

        Assert.True(double.IsFinite(sequence.LogEvidence(0)));
        Assert.InRange(sequence.LogEvidence(0), 10_000, 1e6);
        Assert.InRange(sequence.Low, 0.9, 1);
        Assert.Equal(1, sequence.High);
    }

    [Fact]
    public void Add_WaveWithoutAStratum_Throws() =>
        Assert.Throws<ArgumentException>(() => new ConfidenceSequence([new Stratum(5, 0, 1), new Stratum(5, 0, 1)], 10, 0.05).Add([[1], []]));

    [Fact]
    public void Interval_ReplaysWithALookAfterEveryWave_HoldsTheTruth()
    {
        var (missed, verdicts) = (0, 0);
        for (var replay = 0; replay < 400; replay++)
        {
            var random = Xoshiro256.For(replay, "replay");
            var (strata, values) = Population(random, [900, 500, 40]);
            var truth = values.Sum(stratum => stratum.Sum()) / 1440.0;
            var sequence = new ConfidenceSequence(strata, 1440, 0.05);
            AddAll(sequence, values);
            // The last interval is inside all earlier ones.
            missed += Math.Abs(sequence.Low - truth) > 1e-9 ? 1 : 0;
            verdicts += sequence.Interval.Low > 0 || sequence.Interval.High < 0 ? 1 : 0;
        }

        Assert.InRange(missed, 0, 20);
        Assert.InRange(verdicts, 300, 400);
    }

    [Fact]
    public void WavesOf_Strata_TakesEachInProportionAndAllInTheEnd()
    {
        int[] strata = [9000, 4000, 1000, 7];
        var drawn = new int[4];
        foreach (var wave in Waves.Of(strata))
        {
            for (var stratum = 0; stratum < 4; stratum++)
            {
                Assert.True(wave[stratum] > 0 || drawn[stratum] == strata[stratum]);
                drawn[stratum] += wave[stratum];
            }

            Assert.All(Enumerable.Range(0, 3), stratum => Assert.InRange(drawn[stratum], (drawn.Sum() * (strata[stratum] / 14007.0)) - 5, (drawn.Sum() * (strata[stratum] / 14007.0)) + 5));
        }

        Assert.Equal(strata, drawn);
        Assert.Equal(251, Waves.Of(strata)[0].Sum());
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1000, 1000)]
    [InlineData(50_000, 14_007)]
    public void WavesOf_Maximum_EndsThere(int max, int asked) =>
        Assert.Equal(asked, Waves.Of([9000, 4000, 1000, 7], max).Sum(wave => wave.Sum()));

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static IEnumerable<int[]> Orders(int[] values) => values.Length == 1 ? [values] :
        values.SelectMany((value, index) => Orders([.. values[..index], .. values[(index + 1)..]]).Select(rest => (int[])[value, .. rest]));

    private static (Stratum[] Strata, int[][] Values) Population(Xoshiro256 random, int[] images)
    {
        var values = images.Select((count, stratum) => Enumerable.Range(0, count).Select(_ => random.NextDouble() switch
        {
            var draw when draw < 0.25 + (0.1 * stratum) => 1,
            > 0.85 => -1,
            _ => 0,
        }).ToArray()).ToArray();
        return ([.. images.Select(count => new Stratum(count, -1, 1))], values);
    }

    private static void AddAll(ConfidenceSequence sequence, int[][] values, Action? look = null)
    {
        var drawn = new int[values.Length];
        foreach (var wave in Waves.Of([.. values.Select(stratum => stratum.Length)]))
        {
            sequence.Add([.. values.Select((stratum, index) => stratum[drawn[index]..(drawn[index] += wave[index])])]);
            look?.Invoke();
        }
    }
}
