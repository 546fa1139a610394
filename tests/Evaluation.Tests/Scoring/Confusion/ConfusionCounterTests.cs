using CsCheck;
using MuBench.Responses;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Scoring.Confusion;

public sealed class ConfusionCounterTests
{
    private static readonly string[] Replies = ["A", "B", "C", "F", "none", "I cannot say"];

    [Fact]
    public void Add_DistractorsSampled_CountsHowOftenAPairWasOffered()
    {
        var counter = new ConfusionCounter(Protocols.Official);
        Add(counter, ["basophil", "monocyte", "none of the above"], 0, "A");
        Add(counter, ["monocyte", "basophil", "none of the above"], 1, "A");
        Add(counter, ["basophil", "eosinophil", "none of the above"], 0, "no idea");

        var matrix = Assert.Single(counter.ToMatrices());

        Assert.Equal(("fine", "s", "official", 3), (matrix.Task, matrix.Source, matrix.Protocol, matrix.N));
        Assert.Equal(["basophil", "eosinophil", "monocyte", "none of the above"], matrix.Classes);
        Assert.Equal([3, 1, 2, 3], matrix.Offered[0]);
        Assert.Equal([1, 0, 1, 0], matrix.Chosen[0]);
        Assert.Equal([1, 0, 0, 0], matrix.Unread);
    }

    [Fact]
    public void Add_MissingOrCoarse_CountsNowhere()
    {
        var counter = new ConfusionCounter(Protocols.Official);
        var question = Questions.Of(Questions.Blood);
        counter.Add(ScoringData.Image(0), question, null, Outcome.NotRun);
        counter.Add(ScoringData.Image(0), question, Reply("A"), Outcome.Failed);
        counter.Add(ScoringData.Image(0), Questions.Of(Questions.Blood, key: "modality"), Reply("A"), Outcome.Correct);

        Assert.Empty(counter.ToMatrices());
    }

    [Fact]
    public void ToMatrices_MoreClassesThanAPageHasRoomFor_PoolsTheRarest()
    {
        var counter = new ConfusionCounter(Protocols.Strict);
        for (var number = 0; number < 100; number++)
            Add(counter, [$"class {number:D3}", number < 50 ? "common" : "seldom", "none of the above"], number < 50 ? 1 : 0, "B");

        var matrix = Assert.Single(counter.ToMatrices());

        Assert.Equal(ConfusionCounter.MaxClasses, matrix.Classes.Count);
        Assert.Contains("common", matrix.Classes);
        Assert.Equal("72 other classes", matrix.Classes[^1]);
        Assert.Equal(100, matrix.Chosen.Sum(row => row.Sum()) + matrix.Unread.Sum());
    }

    [Fact]
    public void ToMatrices_AnyAnswers_ChoicesAndUnreadAddUpAndNoneIsChosenMoreThanOffered() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5].Select(response => Replies[response])).List[1, 60].Sample(asked =>
        {
            var counter = new ConfusionCounter(Protocols.Strict);
            foreach (var (gold, response) in asked)
                Add(counter, Questions.Blood, gold, response);

            var matrix = Assert.Single(counter.ToMatrices());

            Assert.Equal(asked.Count, matrix.N);
            Assert.Equal(asked.Count, matrix.Chosen.Sum(row => row.Sum()) + matrix.Unread.Sum());
            Assert.Equal(asked.Count, Enumerable.Range(0, matrix.Classes.Count).Sum(gold => matrix.Offered[gold][gold]));
            Assert.All(matrix.Chosen.Zip(matrix.Offered), rows => Assert.All(rows.First.Zip(rows.Second), cell => Assert.True(cell.First <= cell.Second)));
        });

    private static void Add(ConfusionCounter counter, IReadOnlyList<string> options, int gold, string response)
    {
        var (question, record) = (Questions.Of(options, gold), Reply(response));
        counter.Add(ScoringData.Image(0), question, record, OutcomeClassifier.Classify(record, false, question, Protocols.Strict));
    }

    private static ResponseRecord Reply(string text) => new() { Key = "k", Row = 0, Question = "classification", Text = text };
}
