using CsCheck;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Tests.Scoring;

public sealed class PairedComparisonTests
{
    [Fact]
    public void Compare_QuestionsThatOneLacks_AreLeftOut()
    {
        var table = ScoringData.Table(4, "modality", "stain");
        var all = Compare(table, "ccwcfcnw", "cwcwccww").Single(comparison => comparison.Slice == "all");
        Assert.Equal(6, all.N);
        Assert.Equal((2, 1), (all.OnlyA, all.OnlyB));
        Assert.Equal(1 / 6.0, all.Difference!.Value, 1e-15);
        Assert.Equal(1, all.PMcNemar);
        Assert.InRange(all.P!.Value, 0.5, 1);
        Assert.Equal(Verdicts.Undecided, all.Verdict);
    }

    [Fact]
    public void Compare_NothingInCommon_IsUndecidedWithoutNumbers()
    {
        var all = Compare(ScoringData.Table(2, "modality"), "fc", "cn").Single(comparison => comparison.Slice == "all");
        Assert.Equal((0, null, null, null, Verdicts.Undecided), (all.N, all.Difference, all.P, all.PHolm, all.Verdict));
        Assert.Null(all.Ci95);
    }

    [Fact]
    public void Compare_ClearlyBetterModel_IsBetterAndTheOtherWorse()
    {
        var table = ScoringData.Table(400, "classification");
        var a = string.Concat(Enumerable.Repeat("cccw", 100));
        var b = string.Concat(Enumerable.Repeat("cwwc", 100));
        Assert.All(Compare(table, a, b), comparison => Assert.Equal(Verdicts.Better, comparison.Verdict));
        Assert.All(Compare(table, b, a), comparison => Assert.Equal(Verdicts.Worse, comparison.Verdict));
    }

    [Fact]
    public void Compare_ModelWithItself_IsEquivalentOnlyWhereTheImagesSuffice()
    {
        // All images are alike. The share of different images is at most 1 - 0.05^(1/n), which is below the margin of 0.02 from n = 149 on.
        Assert.All(Compare(ScoringData.Table(149, "classification"), new string('c', 149), new string('c', 149)), c => Assert.Equal(Verdicts.Equivalent, c.Verdict));
        Assert.All(Compare(ScoringData.Table(148, "classification"), new string('c', 148), new string('c', 148)), c => Assert.Equal(Verdicts.Undecided, c.Verdict));
    }

    [Fact]
    public void Compare_FewDisagreementsBothWays_IsEquivalentWithinTheMarginAndUndecidedWithinASmallerOne()
    {
        var table = ScoringData.Table(1000, "classification");
        var a = new string('c', 980) + new string('w', 20);
        var b = new string('w', 20) + new string('c', 980);
        Assert.All(Compare(table, a, b), comparison => Assert.Equal(Verdicts.Equivalent, comparison.Verdict));
        Assert.All(Compare(table, a, b, margin: 0.005), comparison => Assert.Equal(Verdicts.Undecided, comparison.Verdict));
    }

    // The p-values of the two one-sided t-tests (statsmodels' ttost_paired), from reference.py. Below 0.05 the verdict is "equivalent".
    [Theory]
    [InlineData(1000, 20, 20, 0.02, 0.000810646)]
    [InlineData(1000, 20, 20, 0.005, 0.214807)]
    [InlineData(2000, 110, 100, 0.02, 0.0192937)]
    [InlineData(2000, 160, 100, 0.02, 0.893242)]
    [InlineData(500, 40, 38, 0.02, 0.182961)]
    [InlineData(5000, 900, 870, 0.03, 0.0021801)]
    [InlineData(5000, 700, 640, 0.05, 1.08562e-07)]
    public void Compare_OneQuestionAnImage_IsEquivalentWhereTwoOneSidedTestsSaySo(int n, int onlyA, int onlyB, double margin, double p)
    {
        var a = new string('c', onlyA) + new string('w', onlyB) + new string('c', n - onlyA - onlyB);
        var b = new string('w', onlyA) + new string('c', onlyB) + new string('c', n - onlyA - onlyB);

        var all = Compare(ScoringData.Table(n, "classification"), a, b, margin).Single(comparison => comparison.Slice == "all");

        Assert.Equal(p < 0.05, all.Verdict == Verdicts.Equivalent);
        Assert.Equal(DetectableEffect.Of(n, (double)(onlyA + onlyB) / n)!.Value, all.MinimumDetectableEffect!.Value, 1e-9);
    }

    [Fact]
    public void Compare_SignificantByQuestionsButNotByImages_IsUndecided()
    {
        // Three images with many questions decide the result. McNemar's test is significant; interval and p-value clustered by
        // image are not.
        var keys = Enumerable.Range(0, 40).Select(index => $"cognition_{index}").ToArray();
        var table = ScoringData.Table(6, keys);
        var a = new string('c', 40) + new string('c', 40) + new string('w', 40) + new string('c', 120);
        var b = new string('w', 40) + new string('w', 40) + new string('c', 40) + new string('c', 120);
        var all = Compare(table, a, b).Single(comparison => comparison.Slice == "all");
        Assert.True(all.PMcNemar < 0.01);
        Assert.True(all.P > 0.1);
        Assert.Equal(Verdicts.Undecided, all.Verdict);
    }

    [Fact]
    public void Compare_WholeTasksAndSlices_AreCorrectedAmongThemselves()
    {
        // Coarse and fine, their pool, and slices of both.
        var table = ScoringData.Table(30, "modality", "stain", "classification");
        var comparisons = Compare(table, string.Concat(Enumerable.Repeat("cwc", 30)), string.Concat(Enumerable.Repeat("wwccwc", 15)));

        foreach (var family in comparisons.GroupBy(comparison => comparison.Family))
            Assert.Equal(Holm.Adjust([.. family.Select(comparison => comparison.P)]), family.Select(comparison => comparison.PHolm));
        Assert.Equal(["all", "coarse", "fine"], comparisons.Where(comparison => comparison.Family == Families.Primary).Select(comparison => comparison.Task).Order());
        Assert.All(comparisons, comparison => Assert.Equal(comparison.Slice == "all" ? Families.Primary : Families.Exploratory, comparison.Family));
    }

    [Fact]
    public void Compare_OneTaskOfManySlices_IsNotCorrectedForThem()
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < 400; row++)
            builder.Add(ScoringData.Image(row, $"source-{row % 20}"), ScoringData.Question("classification"));
        var a = new string('c', 60) + new string('w', 36) + new string('c', 304);
        var b = new string('w', 60) + new string('c', 36) + new string('c', 304);

        var whole = Compare(builder.Build(), a, b).Single(comparison => comparison.Slice == "all");

        Assert.InRange(whole.P!.Value, 0.01, 0.05);
        Assert.Equal(whole.P, whole.PHolm);
        Assert.Equal(Verdicts.Better, whole.Verdict);
    }

    [Fact]
    public void Compare_AnyOutcomes_PIsBelowItsLevelExactlyWhereTheIntervalExcludesZero() =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[0, 1_000_000]).Sample((images, seed) =>
        {
            var random = new Random(seed);
            var table = ScoringData.Table(images, "modality", "stain", "classification");
            var lead = random.NextDouble() * 0.5;
            var a = string.Concat(Enumerable.Range(0, table.Count).Select(_ => random.NextDouble() < 0.5 + lead ? 'c' : 'w'));
            var b = string.Concat(Enumerable.Range(0, table.Count).Select(_ => random.NextDouble() < 0.5 ? 'c' : 'w'));
            foreach (var comparison in Compare(table, a, b).Where(comparison => Math.Abs(comparison.P!.Value - 0.05) > 1e-6))
                Assert.Equal(comparison.P < 0.05, comparison.Ci95![0] > 0 || comparison.Ci95[1] < 0);
        }, iter: 100);

    [Fact]
    public void Compare_ModelsWithTheSameAnswers_AreIdentical()
    {
        var table = ScoringData.Table(30, "modality");
        ModelOutcomes a = new("a", ScoringData.Outcomes(new string('c', 30))) { Answers = "1f" };

        Assert.All(PairedComparison.Compare(table, a, a with { Id = "b" }), comparison => Assert.Equal(Verdicts.Identical, comparison.Verdict));
        Assert.All(PairedComparison.Compare(table, a, a with { Id = "b", Answers = "20" }), comparison => Assert.Equal(Verdicts.Undecided, comparison.Verdict));
        Assert.All(PairedComparison.Compare(table, a with { Answers = null }, a with { Id = "b", Answers = null }), comparison => Assert.Equal(Verdicts.Undecided, comparison.Verdict));
    }

    [Fact]
    public void CompareAll_ThreeModels_ComparesEveryTwoInOrder()
    {
        var table = ScoringData.Table(30, "modality", "classification");
        ModelOutcomes[] models =
        [
            new("x", ScoringData.Outcomes(string.Concat(Enumerable.Repeat("cwc", 20)))),
            new("y", ScoringData.Outcomes(string.Concat(Enumerable.Repeat("ccw", 20)))),
            new("z", ScoringData.Outcomes(string.Concat(Enumerable.Repeat("wfc", 20)))),
        ];
        var all = PairedComparison.CompareAll(table, models, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["x y", "x z", "y z"], all.Select(comparison => $"{comparison.A} {comparison.B}").Distinct());
        var one = PairedComparison.Compare(table, models[0], models[2]);
        Assert.Equal(one.Select(Text), all.Where(comparison => comparison is { A: "x", B: "z" }).Select(Text));
    }

    [Fact]
    public void Compare_Swapped_MirrorsTheCounts() =>
        Gen.Enum<Outcome>().Array[40].Select(Gen.Enum<Outcome>().Array[40]).Sample((a, b) =>
        {
            var table = ScoringData.Table(20, "modality", "classification");
            var there = PairedComparison.Compare(table, new("a", a), new("b", b));
            var back = PairedComparison.Compare(table, new("b", b), new("a", a));
            foreach (var (x, y) in there.Zip(back))
            {
                Assert.Equal((x.N, x.OnlyA, x.OnlyB, x.P, x.PHolm), (y.N, y.OnlyB, y.OnlyA, y.P, y.PHolm));
                if (x.N > 0)
                    Assert.Equal(x.Difference!.Value, -y.Difference!.Value, 1e-12);
            }
        }, iter: 30);

    private static IReadOnlyList<ReportComparison> Compare(QuestionTable table, string a, string b, double margin = PairedComparison.DefaultMargin) =>
        PairedComparison.Compare(table, new("a", ScoringData.Outcomes(a)), new("b", ScoringData.Outcomes(b)), margin);

    private static string Text(ReportComparison comparison) =>
        $"{comparison with { Ci95 = null }} {string.Join(",", comparison.Ci95 ?? [])}";
}
