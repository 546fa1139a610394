using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Scoring;

public sealed class GradedScoreTests
{
    private const string Cell = "localization:cell";
    private const string Nucleus = "localization:nucleus";

    [Fact]
    public void Score_Credits_AreAveragedOverAnsweredQuestionsWithBoundsForTheRest()
    {
        var table = ScoringData.Table(5, Cell);
        var score = Score(table, "ccwuf", [1_000_000, 500_000, 250_000, 0, 0]).Of("localization", "all");

        Assert.Equal((4, "grit", null), (score.N, score.Metric, score.HalfWidth));
        Assert.Equal(1.75 / 4, score.Accuracy!.Value, 1e-12);
        Assert.Equal((1.75 / 5, 2.75 / 5), (score.Lowest!.Value, score.Highest!.Value));
    }

    // NumPy: the interval of 2,000,000 resamples of the ten images is [0.34077, 0.69226], which is too narrow for ten images.
    // The expected interval is computed by the formula in scoring.md, in Python.
    [Fact]
    public void Score_Credits_HaveTheIntervalOfTheEffectiveNumberOfQuestions()
    {
        double[][] images = [[0.9], [0.25, 0.75], [0.0], [1.0], [0.4, 0.1], [0.55], [0.62], [0.31, 0.99], [0.07], [0.8]];
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < images.Length; row++)
            foreach (var key in ((string[])[Cell, Nucleus]).Take(images[row].Length))
                builder.Add(ScoringData.Image(row), ScoringData.Question(key));
        var credits = images.SelectMany(image => image).Select(QuestionCredits.Of).ToArray();

        var score = Score(builder.Build(), new string('c', credits.Length), credits).Of("localization", "all");

        Assert.Equal(0.5184615384615384, score.Accuracy!.Value, 1e-9);
        Assert.Equal(0.309401401, score.Ci95![0], 1e-8);
        Assert.Equal(0.722583970, score.Ci95[1], 1e-8);
    }

    [Fact]
    public void Score_AllImagesAlike_HaveTheExactInterval()
    {
        var score = Score(ScoringData.Table(40, Cell), new string('c', 40), [.. Enumerable.Repeat(500_000, 40)]).Of("localization", "all");
        var others = 1 - Math.Pow(0.025, 1 / 40.0);
        Assert.Equal(0.5 * (1 - others), score.Ci95![0], 1e-9);
        Assert.Equal((0.5 * (1 - others)) + others, score.Ci95[1], 1e-9);
    }

    [Fact]
    public void Score_ClosedQuestionsBesideBoxes_KeepTheirNumbersAndPool()
    {
        var closed = ScoringData.Table(20, "modality", "classification");
        var both = ScoringData.Table(20, "modality", "classification", Cell);
        var letters = string.Concat(Enumerable.Repeat("cwccwc", 7))[..40];
        var mixed = string.Concat(letters.Chunk(2).Select(pair => new string(pair) + "c"));

        var alone = ScoreCalculator.Score(closed, ScoringData.Outcomes(letters), "official", 3);
        var beside = Score(both, mixed, [.. Enumerable.Repeat(700_000, 60)], 3);

        Assert.Equal(alone.Select(Text), beside.Where(score => score.Metric is null).Select(Text));
        Assert.Equal(40, beside.Of("all", "all").N);
        Assert.All(beside.Where(score => score.Task == "localization"), score => Assert.Equal(0.7, score.Accuracy!.Value, 1e-9));
    }

    [Fact]
    public void Compare_Credits_GivesTheMeanDifferenceAndTheSignTest()
    {
        var table = ScoringData.Table(6, Cell);
        var a = new ModelOutcomes("a", ScoringData.Outcomes("cwccwc"), Credits(0.9, 0.2, 0.5, 0.7, 0.4, 0.6));
        var b = new ModelOutcomes("b", ScoringData.Outcomes("cwcwwc"), Credits(0.5, 0.3, 0.5, 0.1, 0.2, 0.55));

        var all = Assert.Single(PairedComparison.Compare(table, a, b), comparison => comparison.Slice == "all");

        Assert.Equal((6, 4, 1), (all.N, all.OnlyA, all.OnlyB));
        Assert.Equal(1.15 / 6, all.Difference!.Value, 1e-9);
        // scipy.stats.binomtest(4, 5). The detectable effect is (z(0.975) + z(0.8)) standard errors, by NumPy.
        Assert.Equal(0.375, all.PMcNemar!.Value, 1e-12);
        Assert.Equal(0.277060950966, all.MinimumDetectableEffect!.Value, 1e-9);
    }

    [Fact]
    public void Compare_ClearlyBetterBoxes_IsBetter()
    {
        var table = ScoringData.Table(60, Cell);
        var random = new Random(4);
        var low = Enumerable.Range(0, 60).Select(_ => random.NextDouble() / 2).ToArray();
        var a = new ModelOutcomes("a", ScoringData.Outcomes(new string('c', 60)), Credits([.. low.Select(credit => credit + 0.3)]));
        var b = new ModelOutcomes("b", ScoringData.Outcomes(new string('w', 60)), Credits(low));
        Assert.All(PairedComparison.Compare(table, a, b), comparison => Assert.Equal(Verdicts.Better, comparison.Verdict));
        Assert.All(PairedComparison.Compare(table, b, a), comparison => Assert.Equal(Verdicts.Worse, comparison.Verdict));
    }

    [Fact]
    public void Compare_ModelThatDrawsNoBoxes_IsComparedOnTheRestAlone()
    {
        var table = ScoringData.Table(3, "modality", Cell);
        var draws = new ModelOutcomes("a", ScoringData.Outcomes("cccccc"), Credits(0, 1, 0, 1, 0, 1));
        var drawsNone = new ModelOutcomes("b", ScoringData.Outcomes("wnwnwn"));
        Assert.All(PairedComparison.Compare(table, draws, drawsNone), comparison => Assert.Equal("coarse", comparison.Task));
    }

    private static IReadOnlyList<SliceScore> Score(QuestionTable table, string outcomes, int[] credits, int seed = 0) =>
        ScoreCalculator.Score(table, ScoringData.Outcomes(outcomes), "official", seed, credits);

    private static int[] Credits(params double[] credits) => [.. credits.Select(QuestionCredits.Of)];

    private static string Text(SliceScore score) => $"{score with { Ci95 = null }} {string.Join(",", score.Ci95 ?? [])}";
}
