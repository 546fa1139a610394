using MuBench.Scoring.Analyses;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Scoring.Analyses;

public sealed class LengthAndTemplateTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("H&E", 3)]
    [InlineData("μ-Bench", 7)]
    [InlineData("\U0001F52C", 1)]
    public void LengthOf_Text_CountsCharactersAsPythonDoes(string text, int length) => Assert.Equal(length, LengthCalculator.LengthOf(text));

    [Fact]
    public void Lengths_TwentyQuestions_AreBinnedByQuantiles()
    {
        var table = ScoringData.Table(20, "modality");
        var outcomes = ScoringData.Outcomes("ccccccccccwwwwwwwwfn");
        OptionConfidence?[] gold = [.. outcomes.Select(outcome => outcome < Outcome.Failed ? new OptionConfidence(0.5, 0.25, 0) : (OptionConfidence?)null)];

        var bins = LengthCalculator.Of(table, table.Slices[0], outcomes, [.. Enumerable.Range(30, 20)], gold).Bins;

        Assert.Equal(10, bins.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(bin => (30 + (2 * bin), 31 + (2 * bin))), bins.Select(bin => (bin.Shortest, bin.Longest)));
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 2, 2, 0], bins.Select(bin => bin.N));
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 0, 0, null], bins.Select(bin => bin.Accuracy));
        Assert.All(bins.SkipLast(1), bin => Assert.True(bin.Ci95![0] <= bin.Accuracy && bin.Accuracy <= bin.Ci95[1]));
        Assert.Equal((0.25, (double?)null, (IReadOnlyList<double>?)null), (bins[0].GoldProbability, bins[9].GoldProbability, bins[9].Ci95));
    }

    [Fact]
    public void Lengths_AllAlike_AreOneBin()
    {
        var table = ScoringData.Table(9, "modality");

        var bin = Assert.Single(LengthCalculator.Of(table, table.Slices[0], ScoringData.Outcomes("cwcwcwcwc"), [.. Enumerable.Repeat(12, 9)], null).Bins);

        Assert.Equal((12, 12, 9, 5 / 9.0), (bin.Shortest, bin.Longest, bin.N, bin.Accuracy));
        Assert.Null(bin.GoldProbability);
    }

    [Fact]
    public void Templates_QuestionsAskedBothWays_AreComparedPerTaskAndKey()
    {
        // Questions alternate between the two keys; subdomain has no first template.
        var table = ScoringData.Table(4, "modality", "subdomain");
        var template0 = ScoringData.Outcomes("wncnwnfn");
        var template1 = ScoringData.Outcomes("cccwwccc");

        var comparisons = TemplateCalculator.Of(table, template0, template1).ToList();

        Assert.Equal(["all", "modality"], comparisons.Select(comparison => comparison.Slice));
        Assert.All(comparisons, comparison =>
        {
            Assert.Equal((3, 1 / 3.0, 2 / 3.0, 1 / 3.0), (comparison.N, comparison.Accuracy0, comparison.Accuracy1, comparison.Difference));
            Assert.True(comparison.Ci95[0] <= comparison.Difference && comparison.Difference <= comparison.Ci95[1]);
            Assert.InRange(comparison.P, 0.5, 1);
        });
    }

    [Fact]
    public void Templates_OneTemplateOnly_GiveNothing()
    {
        var table = ScoringData.Table(2, "modality");

        Assert.Empty(TemplateCalculator.Of(table, ScoringData.Outcomes("nn"), ScoringData.Outcomes("cw")));
    }
}
