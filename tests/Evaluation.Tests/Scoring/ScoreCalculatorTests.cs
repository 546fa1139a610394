using CsCheck;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Tests.Scoring;

public sealed class ScoreCalculatorTests
{
    [Fact]
    public void Score_MissingQuestions_AreOutOfTheDenominatorAndInTheRange()
    {
        var table = ScoringData.Table(5, "modality", "stain");
        var score = ScoreCalculator.Score(table, ScoringData.Outcomes("cc" + "cw" + "uf" + "nc" + "ww"), Protocols.Official, 0).Of("coarse", "all");
        Assert.Equal(8, score.N);
        Assert.Equal(4 / 8.0, score.Accuracy);
        Assert.Equal(4 / 10.0, score.Lowest);
        Assert.Equal(6 / 10.0, score.Highest);
        Assert.InRange(score.Accuracy!.Value, score.Ci95![0], score.Ci95[1]);
    }

    [Fact]
    public void Score_NothingAnswered_HasNoAccuracyAndTheWholeRange()
    {
        var score = ScoreCalculator.Score(ScoringData.Table(2, "modality"), ScoringData.Outcomes("fn"), Protocols.Strict, 0).Of("coarse", "all");
        Assert.Equal((0, null, null), (score.N, score.Accuracy, score.HalfWidth));
        Assert.Null(score.Ci95);
        Assert.Equal((0.0, 1.0), (score.Lowest, score.Highest));
        Assert.Equal(Protocols.Strict, score.Protocol);
    }

    [Fact]
    public void Score_AllRight_HasTheAuthorsHalfWidthOfZeroAndAnHonestInterval()
    {
        var score = ScoreCalculator.Score(ScoringData.Table(3, "modality"), ScoringData.Outcomes("ccc"), Protocols.Official, 0).Of("coarse", "all");
        Assert.Equal(1, score.Accuracy);
        Assert.Equal(0, score.HalfWidth);
        Assert.Equal(Math.Pow(0.025, 1 / 3.0), score.Ci95![0], 1e-9);
        Assert.Equal(1, score.Ci95[1], 1e-12);
    }

    [Fact]
    public void Score_AnswersOfAnImageThatGoTogether_WidenTheIntervalButNotTheAuthors()
    {
        // 200 images with five questions each; the questions of an image are all right or all wrong, so five questions count as one.
        var table = ScoringData.Table(200, "domain", "modality", "stain", "subdomain", "submodality");
        var together = ScoringData.Outcomes(string.Concat(Enumerable.Range(0, 200).Select(image => image % 2 == 0 ? "ccccc" : "wwwww")));
        var score = ScoreCalculator.Score(table, together, Protocols.Official, 0).Of("coarse", "all");
        // 1.96 sqrt(0.25 / 200) and 1.96 sqrt(0.25 / 1000).
        Assert.Equal(0.0693, (score.Ci95![1] - score.Ci95[0]) / 2, 0.004);
        Assert.Equal(0.0310, score.HalfWidth!.Value, 0.002);
    }

    [Fact]
    public void Score_OneQuestionPerImage_HasJeffreysInterval()
    {
        var score = ScoreCalculator.Score(ScoringData.Table(40, "classification"), ScoringData.Outcomes(new string('c', 25) + new string('w', 15)), "official", 3).Of("fine", "all");
        // scipy.stats.beta.ppf([0.025, 0.975], 25.5, 15.5)
        Assert.Equal(0.470535129, score.Ci95![0], 1e-7);
        Assert.Equal(0.762093477, score.Ci95[1], 1e-7);
        Assert.Equal(IntervalKinds.Jeffreys, score.Interval);
    }

    // The authors' number is drawn as in their code, independent of MuBench's interval: first images are resampled, then questions.
    [Fact]
    public void Score_HalfWidth_IsTheAuthorsToTheLastDigit()
    {
        var table = ScoringData.Table(300, "modality", "classification");
        var score = ScoreCalculator.Score(table, ScoringData.Outcomes(string.Concat(Enumerable.Repeat("cwwccf", 100))), "official", 1).Of("all", "all");

        var random = Xoshiro256.For(1, "score", "all", "all", "official");
        Bootstrap.Of([new ClusterType(1, 2, 200), new ClusterType(1, 1, 100)], 9999, random);
        var questions = Bootstrap.Of([new ClusterType(1, 1, 300), new ClusterType(0, 1, 200)], 9999, random);
        Assert.Equal(questions.Basic(0.95).High - questions.Estimate, score.HalfWidth!.Value);
    }

    [Fact]
    public void Score_AnotherSeed_MovesTheHalfWidthAndNotOurInterval()
    {
        var table = ScoringData.Table(3000, "modality", "classification");
        var outcomes = ScoringData.Outcomes(string.Concat(Enumerable.Repeat("cwwccf", 1000)));
        string Of(int seed, Func<SliceScore, string> text) => string.Join(";", ScoreCalculator.Score(table, outcomes, "official", seed).Select(text));
        Assert.Equal(Of(1, Ci), Of(2, Ci));
        Assert.NotEqual(Of(1, score => $"{score.HalfWidth}"), Of(2, score => $"{score.HalfWidth}"));

        static string Ci(SliceScore score) => string.Join(",", score.Ci95 ?? []);
    }

    [Fact]
    public void Score_ASliceAlone_HasTheNumbersItHasAmongAll()
    {
        var table = ScoringData.Table(60, "modality", "classification");
        var outcomes = ScoringData.Outcomes(string.Concat(Enumerable.Repeat("cwwccf", 20)));
        var slice = Assert.Single(table.Slices, slice => slice is { Task: "fine", Slice: "all" });
        var among = ScoreCalculator.Score(table, outcomes, "official", 7).Of("fine", "all");
        var alone = ScoreCalculator.Score(table, slice, outcomes, "official", 7);
        Assert.Equal(among.Ci95!, alone.Ci95!);
        Assert.Equal("template:_0", ScoreCalculator.Score(table, slice, outcomes, "official", 7, "template:_0").Slice);
    }

    [Fact]
    public void Score_AllRightInImagesOfSeveralSizes_HasTheExactInterval()
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < 10; row++)
        {
            builder.Add(ScoringData.Image(row), ScoringData.Question("modality"));
            if (row % 2 == 0)
                builder.Add(ScoringData.Image(row), ScoringData.Question("stain"));
        }

        var table = builder.Build();

        var score = ScoreCalculator.Score(table, ScoringData.Outcomes(new string('c', table.Count)), "official", 1).Of("coarse", "all");

        Assert.Equal(Math.Pow(0.025, 0.1), score.Ci95![0], 1e-9);
        Assert.Equal((1, 0), (score.Ci95[1], score.HalfWidth!.Value));
    }

    [Fact]
    public void Score_AnyOutcomes_KeepsTheRangesInOrder() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 1000]).SelectMany((images, seed) =>
            Gen.Enum<Outcome>().Array[images * 2].Select(outcomes => (images, seed, outcomes))).Sample(sample =>
            {
                var scores = ScoreCalculator.Score(ScoringData.Table(sample.images, "modality", "classification"), sample.outcomes, "strict", sample.seed);
                foreach (var score in scores)
                {
                    Assert.InRange(score.N, 0, sample.outcomes.Length);
                    if (score.Accuracy is not { } accuracy)
                        continue;
                    Assert.True(score.Lowest <= accuracy && accuracy <= score.Highest);
                    Assert.True(score.Ci95![0] >= 0 && score.Ci95[1] <= 1 && score.Ci95[0] <= score.Ci95[1]);
                    Assert.True(score.HalfWidth >= 0);
                }
            }, iter: 30);

    [Fact]
    public void Score_TooFewOutcomes_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ScoreCalculator.Score(ScoringData.Table(2, "modality"), ScoringData.Outcomes("c"), "official", 0));

    [Fact]
    public void OutcomeCounts_OfOutcomes_CountsEach()
    {
        Outcome[] outcomes = [.. Enum.GetValues<Outcome>(), Outcome.Correct, Outcome.Truncated, Outcome.NotRun, Outcome.NotRun];
        Assert.Equal(new OutcomeCounts(2, 1, 1, 1, 1, 2, 1, 3), OutcomeCounts.Of(outcomes));
        Assert.Equal(outcomes, OutcomeBytes.Read(OutcomeBytes.Of(outcomes)));
    }

    [Fact]
    public void OutcomeBytes_UnknownCode_IsRefusedByItsItem() =>
        Assert.Contains("item 1", Assert.Throws<UserException>(() => OutcomeBytes.Read([0, 8])).Message, StringComparison.Ordinal);
}
