using CsCheck;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Scoring.Outcomes;

public sealed class OutcomeClassifierTests
{
    private static readonly string[] Finishes = [FinishReasons.Stop, FinishReasons.Length, FinishReasons.ContentFilter, FinishReasons.Refusal, "end_turn"];

    [Theory]
    // Text, finish reason, official outcome, strict outcome. The gold option is B) basophil.
    [InlineData("B", "stop", Outcome.Correct, Outcome.Correct)]
    [InlineData("C", "stop", Outcome.Wrong, Outcome.Wrong)]
    [InlineData("The answer is B", "stop", Outcome.Unparsed, Outcome.Correct)]
    [InlineData("The answer is C", "stop", Outcome.Unparsed, Outcome.Wrong)]
    [InlineData("Because of the granules", "stop", Outcome.Correct, Outcome.Unparsed)]
    [InlineData("As an AI, I cannot tell.", "stop", Outcome.Wrong, Outcome.Refused)]
    [InlineData("I'm sorry, I can't help with that.", "stop", Outcome.Refused, Outcome.Refused)]
    [InlineData("Unfortunately, I am unable to see the image.", "stop", Outcome.Refused, Outcome.Refused)]
    [InlineData("", "stop", Outcome.Unparsed, Outcome.Unparsed)]
    [InlineData("It might", "length", Outcome.Truncated, Outcome.Truncated)]
    [InlineData("<think>Let me see", "length", Outcome.Truncated, Outcome.Truncated)]
    [InlineData("B) basophil. The gran", "length", Outcome.Correct, Outcome.Correct)]
    [InlineData("", "length", Outcome.Truncated, Outcome.Truncated)]
    [InlineData(null, "length", Outcome.Truncated, Outcome.Truncated)]
    [InlineData("", "content_filter", Outcome.Filtered, Outcome.Filtered)]
    [InlineData(null, "content_filter", Outcome.Filtered, Outcome.Filtered)]
    [InlineData("B", "content_filter", Outcome.Correct, Outcome.Filtered)]
    [InlineData("I can't say B", "refusal", Outcome.Refused, Outcome.Refused)]
    [InlineData(null, "refusal", Outcome.Refused, Outcome.Refused)]
    [InlineData(null, "stop", Outcome.Failed, Outcome.Failed)]
    [InlineData("Nice image!", null, Outcome.Unparsed, Outcome.Unparsed)]
    public void Classify_GenerativeReply_NamesHowItEnded(string? text, string? finish, Outcome official, Outcome strict)
    {
        var question = Questions.Of(Questions.Blood, answer: 1);
        Assert.Equal(official, OutcomeClassifier.Classify(Record(text, finish), false, question, Protocols.Official));
        Assert.Equal(strict, OutcomeClassifier.Classify(Record(text, finish), false, question, Protocols.Strict));
    }

    [Theory]
    [InlineData(new[] { 0.1f, 0.3f, 0.2f }, Outcome.Correct)]
    [InlineData(new[] { 0.3f, 0.3f, 0.2f }, Outcome.Wrong)]
    [InlineData(new[] { 0.1f, 0.3f, 0.3f }, Outcome.Correct)]
    [InlineData(new[] { -0.3f, -0.1f, -0.2f }, Outcome.Correct)]
    [InlineData(new[] { 0.1f, 0.3f, float.NaN }, Outcome.Failed)]
    [InlineData(new[] { float.NaN, 0.3f, 0.1f }, Outcome.Failed)]
    [InlineData(new[] { 0.1f, 0.3f }, Outcome.Failed)]
    [InlineData(new float[0], Outcome.Failed)]
    public void Classify_Scores_TakesTheFirstHighest(float[] scores, Outcome expected)
    {
        var record = Record(null, null) with { Scores = scores };
        foreach (var protocol in Protocols.All)
            Assert.Equal(expected, OutcomeClassifier.Classify(record, false, Questions.Of(["a", "b", "c"], answer: 1), protocol));
    }

    [Fact]
    public void Classify_NoRecord_IsFailedWhereAFaultIsKnown()
    {
        var question = Questions.Of(Questions.Blood);
        Assert.Equal(Outcome.Failed, OutcomeClassifier.Classify(null, true, question, Protocols.Official));
        Assert.Equal(Outcome.NotRun, OutcomeClassifier.Classify(null, false, question, Protocols.Official));
        Assert.Equal(Outcome.Correct, OutcomeClassifier.Classify(Record("A", "stop"), true, question, Protocols.Official));
    }

    [Fact]
    public void Classify_AnyReply_IsCorrectForOfficialExactlyWhereTheMatcherSaysSo()
    {
        var texts = Gen.OneOf(Gen.String, Gen.OneOf("A", "B", "B) basophil", "The answer is B", "I'm sorry", "", "A micrograph"));
        Gen.Select(texts, Gen.OneOf(Finishes), Gen.Int[0, 5], Gen.Bool).Sample((text, finish, answer, faulted) =>
        {
            var question = Questions.Of(Questions.Blood, answer);
            var official = OutcomeClassifier.Classify(Record(text, finish), faulted, question, Protocols.Official);
            var strict = OutcomeClassifier.Classify(Record(text, finish), faulted, question, Protocols.Strict);
            return Enum.IsDefined(official) && Enum.IsDefined(strict)
                && official is not (Outcome.Failed or Outcome.NotRun) && strict is not (Outcome.Failed or Outcome.NotRun)
                && (official == Outcome.Correct) == OfficialMatcher.IsCorrect(text, question.Options, answer);
        });
    }

    private static ResponseRecord Record(string? text, string? finish) =>
        new() { Key = "k", Row = 0, Question = "classification", Text = text, Finish = finish };
}
