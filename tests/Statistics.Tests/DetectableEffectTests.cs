using CsCheck;
using MuBench.Statistics;

namespace MuBench.Tests.Statistics;

public sealed class DetectableEffectTests
{
    // Values of reference.py. The last three are beyond the share of discordant pairs.
    [Theory]
    [InlineData(100, 0.3, 0.15164709121467085)]
    [InlineData(500, 0.2, 0.05589969282208477)]
    [InlineData(1000, 0.05, 0.019786853307726206)]
    [InlineData(80000, 0.25, 0.00495247678057019)]
    [InlineData(95846, 0.4, 0.005723233890682221)]
    [InlineData(50, 0.9, 0.3670768788834096)]
    [InlineData(20, 0.1, 0.3483160924343246)]
    [InlineData(100, 0.0, 0.07665613424623575)]
    [InlineData(60, 0.05, 0.12575657340820165)]
    public void Of_PairsAndDiscordance_IsTheSampleSizeFormulaSolved(int pairs, double discordant, double expected) =>
        Assert.Equal(expected, DetectableEffect.Of(pairs, discordant)!.Value, 1e-9);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_TooFewPairsForAnyDifference_IsNone(int pairs) => Assert.Null(DetectableEffect.Of(pairs, 0.5));

    [Fact]
    public void Of_AnyPairs_FallsWithTheirNumberAndRisesWithTheDiscordance() =>
        Gen.Select(Gen.Int[10, 100_000], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((pairs, one, other) =>
        {
            var effect = DetectableEffect.Of(pairs, Math.Min(one, other))!.Value;
            return effect is > 0 and <= 1
                && DetectableEffect.Of(pairs + 10, Math.Min(one, other)) <= effect
                && DetectableEffect.Of(pairs, Math.Max(one, other)) >= effect - 1e-9;
        });

    [Fact]
    public void DesignEffect_ImagesOfSeveralQuestions_IsTheRatioOfTheVariances()
    {
        var tally = new ClusterTally();
        foreach (var (sum, questions, images) in (ReadOnlySpan<(int, int, int)>)[(-3, 5, 4), (-2, 5, 20), (-1, 5, 70), (0, 5, 180), (1, 5, 110), (2, 5, 40), (3, 5, 9), (1, 4, 11), (-1, 4, 6), (0, 4, 30), (4, 5, 1)])
        {
            for (var image = 0; image < images; image++)
                tally.Add(sum, questions);
        }

        var discordant = tally.Types.Sum(type => (double)Math.Abs(type.Sum) * type.Images) / tally.Questions;

        Assert.Equal(1.5394500367995438, DetectableEffect.DesignEffect(tally, discordant), 1e-12);
    }

    [Fact]
    public void DesignEffect_OneQuestionAnImage_IsOne()
    {
        var tally = new ClusterTally();
        for (var image = 0; image < 100; image++)
            tally.Add(image < 20 ? 1 : image < 30 ? -1 : 0, 1);

        Assert.Equal(1, DetectableEffect.DesignEffect(tally, 0.3), 1e-12);
    }
}
