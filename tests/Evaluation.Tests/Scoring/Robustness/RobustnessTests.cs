using CsCheck;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Robustness;

namespace MuBench.Tests.Scoring.Robustness;

public sealed class RobustnessTests
{
    private const int Questions = 12;

    private static readonly Gen<PassOutcomes> Pass =
        from answers in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3]).Array[Questions]
        select new PassOutcomes(
            [.. answers.Select(answer => answer.Item1 == 4 ? Outcome.NotRun : answer.Item1 == answer.Item2 ? Outcome.Correct : Outcome.Wrong)],
            new QuestionChoices([.. answers.Select(answer => answer.Item1 == 4 ? QuestionChoices.Missing : (byte)answer.Item1)], [.. answers.Select(answer => (byte)answer.Item2)]));

    [Fact]
    public void Repeats_Any_HaveFlipsBetweenNoneAndAll() => Pass.Array[2, 4].Sample(passes =>
    {
        var table = ScoringData.Table(Questions / 2, "modality", "classification");
        foreach (var task in RepeatStatistics.Of(table, passes))
        {
            Assert.InRange(task.Flips, 0, task.N);
            Assert.Equal(task.N == 0 ? null : (double)task.Flips / task.N, task.FlipRate);
            if (task.N > 0)
                Assert.InRange(task.FlipRate!.Value, task.FlipCi95![0] - 1e-9, task.FlipCi95[1] + 1e-9);
            Assert.Equal(passes.Length, task.Accuracies.Count);
        }
    }, iter: 50);

    [Fact]
    public void Repeats_OfTheSameAnswers_HaveNoFlips() => Pass.Sample(pass =>
    {
        var table = ScoringData.Table(Questions, "modality");
        var task = Assert.Single(RepeatStatistics.Of(table, [pass, pass, pass]));

        Assert.Equal(0, task.Flips);
        Assert.Equal(pass.Outcomes.Count(outcome => outcome != Outcome.NotRun), task.N);
        Assert.Single(task.Accuracies.Distinct());
    }, iter: 50);

    [Fact]
    public void Repeats_MissingOnce_AreNoFlips()
    {
        var table = ScoringData.Table(2, "modality");
        PassOutcomes all = new(ScoringData.Outcomes("cc"), new QuestionChoices([0, 0], [0, 0]));
        PassOutcomes part = new(ScoringData.Outcomes("cn"), new QuestionChoices([0, QuestionChoices.Missing], [0, 0]));

        var task = Assert.Single(RepeatStatistics.Of(table, [all, part]));

        Assert.Equal((1, 0, 1.0), (task.N, task.Flips, task.MeanAccuracy));
    }

    [Fact]
    public void Permutations_Any_HaveSharesThatSumToOneAndCountEveryAnswerOnce() => Gen.Select(Pass, Pass.Array[1, 4]).Sample((stored, orders) =>
    {
        var table = ScoringData.Table(Questions, "modality");
        var task = Assert.Single(PermutationStatistics.Of(table, stored, orders));

        Assert.Equal(orders.Length + 1, task.Orders.Count);
        Assert.Equal(orders.Sum(order => order.Outcomes.Count(outcome => outcome != Outcome.NotRun)), task.Positions.Sum(place => place.N));
        if (task.Positions.Count > 0)
        {
            Assert.Equal(1, task.Positions.Sum(place => place.AnswerShare)!.Value, 1e-9);
            Assert.Equal(1, task.Positions.Sum(place => place.GoldShare)!.Value, 1e-9);
        }
    }, iter: 50);

    [Fact]
    public void Permutations_UnreadAnswers_AreCountedAndInNoShare()
    {
        var table = ScoringData.Table(2, "modality");
        PassOutcomes order = new(ScoringData.Outcomes("cu"), new QuestionChoices([1, QuestionChoices.Unread], [1, 2]));

        var task = Assert.Single(PermutationStatistics.Of(table, order, [order]));

        Assert.Equal(1, task.Unread);
        Assert.Equal([0, 1, 0], task.Positions.Select(place => place.AnswerShare!.Value));
        Assert.Equal([null, 1, 0], task.Positions.Select(place => place.Accuracy));
    }
}
