using MuBench.Manifests;
using MuBench.Scoring;
using MuBench.Scoring.Stopping;

namespace MuBench.Tests.Scoring.Stopping;

public sealed class StoppingRuleTests
{
    private static readonly UntilManifest All = new() { Verdicts = UntilManifest.All, Task = "t" };

    [Fact]
    public void Look_ImagesWithSeveralQuestions_SumTheDifferencesOfAnImage()
    {
        // By hand: three images of two questions, A has 2, 1 and 1 right, B has 0, 1 and 2. Everything is asked, so that the interval is the difference: 1 of 6.
        var rule = new StoppingRule(All with { Margin = 0 }, ["a", "b"], [(3, 2)], 6, 1, isWhole: true);

        var look = rule.Look(new WaveShape([[2, 2, 2]]), [[1, 1, 0, 1, 1, 0], [0, 0, 1, 0, 1, 1]]);

        var pair = Assert.Single(look.Pairs);
        Assert.Equal((0.166666667, Verdicts.Better, 1), (pair.Difference, pair.Verdict, pair.DecidedAt));
        Assert.Equal([0.166666667, 0.166666667], pair.Interval.Select(end => Math.Round(end, 9)));
        Assert.Equal(0.666666667, look.Models[0].Accuracy);
        Assert.Equal(StopReasons.Known, look.Stopped);
    }

    [Fact]
    public void Look_FailedCalls_CountInNoDifferenceAndAsNotRight()
    {
        var rule = new StoppingRule(All with { Margin = 0 }, ["a", "b"], [(4, 1)], 4, 1, isWhole: true);

        var look = rule.Look(new WaveShape([[1, 1, 1, 1]]), [[1, 2, 1, 0], [0, 1, 2, 0]]);

        Assert.Equal(0.25, look.Pairs[0].Difference);
        Assert.Equal([0.5, 0.25], look.Models.Select(model => model.Accuracy!.Value));
    }

    [Fact]
    public void Look_Leader_DoesNotFollowThePairsOfBeatenModels()
    {
        var rule = new StoppingRule(All with { Verdicts = UntilManifest.Leader, Margin = 0 }, ["best", "poor", "alike"], [(2000, 1)], 2000, 5, isWhole: false);
        var right = Enumerable.Repeat((byte)1, 400).ToArray();
        var wrong = new byte[400];

        var look = rule.Look(new WaveShape([[.. Enumerable.Repeat(1, 400)]]), [right, wrong, wrong]);

        Assert.Equal((StopReasons.Known, "best"), (look.Stopped, look.Leader));
        Assert.Equal([Verdicts.Better, Verdicts.Better, Verdicts.Undecided], look.Pairs.Select(pair => pair.Verdict));
    }

    [Fact]
    public void Look_HalfWidth_AsksOnWhereItIsTooWide()
    {
        var rule = new StoppingRule(new UntilManifest { Task = "t", HalfWidth = 0.05 }, ["sure", "varied"], [(100_000, 1)], 100_000, 5, isWhole: false);
        var shape = new WaveShape([[.. Enumerable.Repeat(1, 400)]]);

        var look = rule.Look(shape, [new byte[400], [.. Enumerable.Range(0, 400).Select(image => (byte)(image % 2))]]);

        Assert.Null(look.Stopped);
        Assert.Equal([false, true], look.Models.Select(model => model.IsAsked));
        Assert.Empty(look.Pairs);
    }

    [Fact]
    public void Look_AlikeModels_AreEquivalentOnceTheIntervalIsInsideTheMargin()
    {
        var rule = new StoppingRule(All with { Margin = 0.3 }, ["a", "b"], [(5000, 1)], 5000, 5, isWhole: false);
        byte[] answers = [.. Enumerable.Range(0, 400).Select(image => (byte)(image % 2))];

        var look = rule.Look(new WaveShape([[.. Enumerable.Repeat(1, 400)]]), [answers, answers]);

        Assert.Equal(Verdicts.Equivalent, look.Pairs[0].Verdict);
    }

    [Fact]
    public void Look_LastWave_StopsWithTheReason()
    {
        byte[] seen = [1, 0];
        var cut = new StoppingRule(All, ["a", "b"], [(900, 1)], 900, 1, isWhole: false).Look(new WaveShape([[1, 1]]), [seen, seen]);

        Assert.Equal((StopReasons.MaxImages, Verdicts.Undecided), (cut.Stopped, cut.Pairs[0].Verdict));
    }
}
