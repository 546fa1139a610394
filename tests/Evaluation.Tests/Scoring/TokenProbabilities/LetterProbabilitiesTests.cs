using System.Text.Json;
using MuBench.Datasets;
using MuBench.Models.Generative;
using MuBench.Responses;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.TokenProbabilities;
using MuBench.TestUtils;

namespace MuBench.Tests.Scoring.TokenProbabilities;

/// <summary>Which token decides an answer, which tokens count for an option, and what their probabilities are.</summary>
public sealed class LetterProbabilitiesTests
{
    private static readonly Question Question = Questions.Of(Questions.Blood, answer: 1);

    [Theory]
    [InlineData("A", 'A')]
    [InlineData(" A", 'A')]
    [InlineData("(A", 'A')]
    [InlineData("A)", 'A')]
    [InlineData("**A**", 'A')]
    [InlineData("A.\n", 'A')]
    [InlineData("▁A", 'A')]
    [InlineData("ĠA", 'A')]
    [InlineData(" 3", '3')]
    [InlineData("a", null)]
    [InlineData("I", null)]
    [InlineData("AB", null)]
    [InlineData("A-", null)]
    [InlineData("Answer", null)]
    [InlineData("12", null)]
    [InlineData("0", null)]
    [InlineData("()", null)]
    [InlineData("", null)]
    public void SymbolOf_Token_IsItsLetterOrNumber(string token, char? expected) => Assert.Equal(expected, OptionTokens.SymbolOf(token));

    [Theory]
    [InlineData("strict", "B|)", 0)]
    [InlineData("strict", "(|B|)", 1)]
    [InlineData("strict", "(B|)", 1)]
    [InlineData("strict", "The| answer| is| B|.", 14)]
    [InlineData("strict", "The| answer| is|:| |(B|)|.| B| fits|.", 16)]
    [InlineData("strict", "Option| A| is| too| small|.| Answer|:| B", 31)]
    [InlineData("strict", "B|\n|Answer| with| one| letter", 0)]
    [InlineData("strict", "<think>|A|?| B|?| B|!|</think>|\n|B", 24)]
    [InlineData("strict", "B| b|asophil", 0)]
    [InlineData("official", "B|)| b|asophil", 0)]
    [InlineData("official", "It| is| B|)| basophil", 6)]
    public void Deciding_Text_IsTheTokenThatNamesTheOption(string protocol, string tokens, int at)
    {
        var record = RecordOf(tokens);

        var letters = LetterProbabilities.Of(record, Question, protocol, out var gap);

        Assert.Equal((ConfidenceGap.None, 1), (gap, letters!.Chosen));
        Assert.Equal(at, LetterProbabilities.Deciding(record.Text!, record.Logprobs!, 'B')!.At);
    }

    [Theory]
    [InlineData("basophil", "NoLetter")]
    [InlineData("B|asophil", "NoLetter")]
    [InlineData("I| cannot| say", "Unread")]
    public void Of_TextThatNamesNoOptionByItsLetter_SaysWhy(string tokens, string expected)
    {
        Assert.Null(LetterProbabilities.Of(RecordOf(tokens), Question, Protocols.Strict, out var gap));
        Assert.Equal(expected, gap.ToString());
        Assert.Null(LetterProbabilities.Of(RecordOf(tokens) with { Logprobs = null }, Question, Protocols.Strict, out gap));
        Assert.Equal(ConfidenceGap.NoLogprobs, gap);
    }

    [Fact]
    public void Of_NumberedOptions_TakesTheDeclaredNumber()
    {
        var question = Question with { Style = QuestionStyleNames.MicroVqa, Options = ["one", "two", "three"], AnswerIndex = 2 };
        var record = RecordOf("Option| |2| is| wrong|,| |3|.|5| is| no| number|.| The| answer| is| (|3|)");

        var letters = LetterProbabilities.Of(record, question, Protocols.Official, out _)!;

        Assert.Equal(2, letters.Chosen);
        Assert.Equal(record.Text!.LastIndexOf('3'), LetterProbabilities.Deciding(record.Text, record.Logprobs!, '3')!.At);
        Assert.Equal(1, letters.Values[2], 1e-12);
    }

    [Fact]
    public void Of_LettersThatTheQuestionDoesNotOffer_LeavesThemOut()
    {
        var record = RecordOf("B") with { Logprobs = [new LoggedToken { At = 0, Tokens = ["B", "H", "A"], Logprobs = [MathF.Log(0.3f), MathF.Log(0.5f), MathF.Log(0.1f)] }] };

        var letters = LetterProbabilities.Of(record, Question, Protocols.Official, out _)!;

        Assert.Equal([0.25, 0.75, 0, 0, 0, 0], letters.Values.Select(value => Math.Round(value, 6)));
        Assert.Equal(0.4, letters.Share, 1e-6);
    }

    [Fact]
    public void AnswerTokens_TokensThatDoNotSpellTheText_KeepsNone()
    {
        Assert.Empty(AnswerTokens.Of("B", [Token("C")]));
        Assert.Empty(AnswerTokens.Of("", [Token("B")]));
        Assert.Empty(AnswerTokens.Of(string.Concat(Enumerable.Repeat("B ", 65)), [.. Enumerable.Repeat(Token("B "), 65)]));
        Assert.Equal(64, AnswerTokens.Of(string.Concat(Enumerable.Repeat("B ", 64)), [.. Enumerable.Repeat(Token("B "), 64)]).Count);
    }

    /// <summary>A server that hides reasoning and the end of turn from the text still gives their tokens.</summary>
    [Fact]
    public void AnswerTokens_TokensBeforeAndAfterTheText_AreNoPartOfIt()
    {
        var kept = AnswerTokens.Of("B) basophil", [Token("A"), Token("? "), Token("\n\n"), Token("B"), Token(")"), Token(" basophil"), Token("<|im_end|>")]);

        Assert.Equal([0], kept.Select(token => token.At));
    }

    [Fact]
    public void Of_ManyResponses_IsWhatSciPyComputes()
    {
        var reference = JsonSerializer.Deserialize<LettersReference>(
            File.ReadAllText(RepositoryFiles.Path("tests/Evaluation.Tests/Scoring/TokenProbabilities/data/letters.json")), JsonSerializerOptions.Web)!;
        var confidences = new List<OptionConfidence?>();
        foreach (var item in reference.Questions)
        {
            var question = Questions.Of(Questions.Blood.Take(item.Options).ToList(), item.Answer);
            var tokens = AnswerTokens.Of(item.Text, [new GeneratedToken(item.Tokens[0], item.Logprobs[0], [.. item.Tokens.Zip(item.Logprobs)])]);

            var letters = LetterProbabilities.Of(RecordOf("") with { Text = item.Text, Logprobs = tokens }, question, Protocols.Strict, out _)!;

            Assert.Equal(item.Chosen, letters.Chosen);
            Assert.Equal(item.Share, letters.Share, 1e-9);
            Assert.All(item.Probabilities.Zip(letters.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
            confidences.Add(OptionConfidence.Of(letters.Values, item.Answer, letters.Chosen) with { Share = letters.Share });
        }

        var outcomes = reference.Questions.Select(item => item.Chosen == item.Answer ? Outcome.Correct : Outcome.Wrong).ToArray();
        var table = ScoringData.Table(outcomes.Length, "modality");
        var calibration = CalibrationCalculator.Of(table, table.Slices[0], outcomes, confidences, [.. outcomes.Select(_ => ConfidenceGap.None)]);

        Assert.Equal((60, 0, 0, 0), (calibration.N, calibration.Unread, calibration.WithoutLetter, calibration.WithoutLogprobs));
        Assert.Equal(reference.Brier, calibration.Brier!.Value, 1e-9);
        Assert.Equal(reference.BrierTopLabel, calibration.BrierTopLabel!.Value, 1e-9);
        Assert.Equal(reference.Ece, calibration.Ece!.Value, 1e-9);
        Assert.Equal(reference.Share, calibration.LetterShare!.Value, 1e-9);
    }

    private static ResponseRecord RecordOf(string tokens)
    {
        var parts = tokens.Split('|');
        var text = string.Concat(parts);
        return new ResponseRecord { Key = "k", Row = 0, Question = "q", Text = text, Logprobs = AnswerTokens.Of(text, [.. parts.Select(Token)]) };
    }

    private static GeneratedToken Token(string text) => new(text, -0.1f, [(text, -0.1f), ("no", -3)]);
}
