using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Styles;
using MuBench.TestUtils;

namespace MuBench.Tests.Scoring.Styles;

/// <summary>The expected values are results of the authors' own code; <c>data/make_microvqa.py</c> describes how they were made.</summary>
public sealed class MicroVqaStyleTests
{
    private static readonly MicroVqaStyle Style = new();
    private static readonly JsonElement Golden = JsonDocument.Parse(
        File.ReadAllBytes(RepositoryFiles.Path("tests/Evaluation.Tests/Scoring/Styles/data/microvqa.json"))).RootElement;

    [Fact]
    public void BuildPrompt_WithAndWithoutImages_IsTheAuthorsToTheByte()
    {
        var cases = Golden.GetProperty("prompts").EnumerateArray().ToList();
        Assert.Equal(6, cases.Count);
        foreach (var item in cases)
        {
            var question = QuestionOf(item.GetProperty("question").GetString()!, [.. item.GetProperty("options").EnumerateArray().Select(option => option.GetString()!)]);
            Assert.Equal(item.GetProperty("prompt").GetString(), Style.BuildPrompt(question, new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI }, item.GetProperty("hasImage").GetBoolean()));
        }
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(0, false)]
    public void BuildPrompt_OptionsWithoutOneDigitEach_AreRefused(int options, bool isPut)
    {
        var question = QuestionOf("Which?", [.. Enumerable.Range(1, options).Select(option => $"option {option}")]);
        var model = new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI };
        var withTemplate = model with { Request = new() { Prompt = "{question} {options}" } };

        foreach (var each in new[] { model, withTemplate })
        {
            var fault = Record.Exception(() => Style.BuildPrompt(question, each, hasImage: true));
            if (isPut)
                Assert.Null(fault);
            else
                Assert.Contains($"has {options} options", Assert.IsType<UserException>(fault).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Choose_Official_IsTheAuthorsPredictionOrNone()
    {
        var cases = Golden.GetProperty("replies").EnumerateArray().ToList();
        Assert.Equal(25, cases.Count);
        foreach (var item in cases)
        {
            var (response, predicted) = (item.GetProperty("reply").GetString()!, item.GetProperty("predicted").GetInt32());
            // The authors count a number that is not an option as wrong; here it is no choice. It is not right in either case.
            Assert.Equal(predicted is >= 0 and < 5 ? predicted : null, Choose(response, Protocols.Official));
        }
    }

    [Theory]
    [InlineData("The answer is (3)", 3)]
    [InlineData("**The answer is: 3.**", 3)]
    [InlineData("**Answer:** (3)", 3)]
    [InlineData("ANSWER: 3", 3)]
    [InlineData("The final answer is $\\boxed{3}$", 3)]
    [InlineData("So \\boxed{\\text{3}}", 3)]
    [InlineData("The answer is option 3: the spindle.", 3)]
    [InlineData("The correct option is (3).", 3)]
    [InlineData("The answer is (3). To repeat, the answer is 3", 3)]
    [InlineData("(3)", 3)]
    [InlineData(" **3** ", 3)]
    [InlineData("The answer is (3), 40% of the cells are in mitosis", null)] // the number after it could be a second choice
    [InlineData("The answer is (1). On second thought, the answer is (2).", null)]
    [InlineData("The answer is (2) or (3)", null)]
    [InlineData("The answer is 2/3", null)]
    [InlineData("The answer is 2 and option 3", null)]
    [InlineData("The answer is (2) is wrong, I think", null)]
    [InlineData("The answer is (6)", null)]
    [InlineData("The answer is (0)", null)]
    [InlineData("The answer is 12", null)]
    [InlineData("The answer is 3.5 micrometres", null)]
    [InlineData("The answer is 3%", null)]
    [InlineData("The answer is not (3)", null)]
    [InlineData("The answer is (6). No: the answer is (2)", null)]
    [InlineData("The answer is (C)", null)]
    [InlineData("The answer is (2), or possibly (3)", null)]
    [InlineData("Answer: (2) (3)", null)]
    [InlineData("I doubt the answer is (2)", null)]
    [InlineData("I don't think the answer is (2). The answer is (3).", 3)]
    [InlineData("Without a doubt, the answer is (3)", 3)]
    [InlineData("Option 3 shows actin.", null)]
    [InlineData("answers: 3", null)]
    [InlineData("", null)]
    public void Choose_Strict_TakesOnlyWhatIsDeclaredOnce(string response, int? number) =>
        Assert.Equal(number - 1, Choose(response, Protocols.Strict));

    [Fact]
    public void Choose_AnyDeclaredOption_BothProtocolsReadIt() =>
        Gen.Select(
            Gen.Int[1, 5], OneOf("", "*", "**"), Gen.Bool, OneOf("", ".", ": the second one.", "\n", " because of its shape"),
            OneOf("", "Step 1: look at image 2 of 4.\n", "Options (1) and (4) are out.\n", "Let me think about (2).\n\n"))
        .Sample((number, stars, brackets, tail, before) =>
        {
            var shown = brackets ? $"{stars}({number}){stars}" : $"{stars}{number}{stars}";
            var response = $"{before}The answer is {shown}{tail}";
            return Choose(response, Protocols.Official) == number - 1 && Choose(response, Protocols.Strict) == number - 1;
        });

    [Fact]
    public void Choose_AnyText_NamesAnOptionOrNone() =>
        OneOf("answer is ", "The answer is (", "answer: ", "\\boxed{", "}", ")", "**", "or ", "(", "0", "1", "2", "7", "34", ".", "\n", " ", "not ", "option ", "é").Array[0, 14]
        .Sample(parts =>
        {
            var response = string.Concat(parts);
            return Choose(response, Protocols.Official) is null or (>= 0 and < 5) && Choose(response, Protocols.Strict) is null or (>= 0 and < 5);
        });

    [Theory]
    [InlineData("answer is ")]
    [InlineData("answer: ((((((((((")]
    [InlineData("the answer is 1 , , , , ")]
    [InlineData("* _ ")]
    [InlineData("\\boxed{\\boxed{")]
    [InlineData(" ")]
    public void Choose_LongReplies_AreReadInTime(string part)
    {
        var clock = Stopwatch.StartNew();
        Choose(string.Concat(Enumerable.Repeat(part, 400_000 / part.Length)), Protocols.Strict);
        // Milliseconds are expected; an algorithm with quadratic time in the length would take minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Fact]
    public void ReplyFor_AnyOption_IsReadByBothProtocols()
    {
        var question = QuestionOf("?", ["a", "b", "c"]);
        for (var option = 0; option < 3; option++)
        {
            Assert.Equal(option, Choose(Style.ResponseFor(question, option), Protocols.Official));
            Assert.Equal(option, Choose(Style.ResponseFor(question, option), Protocols.Strict));
        }
    }

    [Fact]
    public void Read_NoNumber_IsUnparsedOrTruncated()
    {
        var question = QuestionOf("?", ["a", "b", "c"]) with { Style = QuestionStyleNames.MicroVqa };
        Assert.Equal(Outcome.Unparsed, OutcomeClassifier.Classify(RecordOf("No idea."), false, question, Protocols.Official));
        Assert.Equal(Outcome.Truncated, OutcomeClassifier.Classify(RecordOf("Let us see") with { Finish = FinishReasons.Length }, false, question, Protocols.Official));
        Assert.Equal(Outcome.Correct, OutcomeClassifier.Classify(RecordOf("The answer is (1)"), false, question, Protocols.Official));
        Assert.Equal(Outcome.Wrong, OutcomeClassifier.Classify(RecordOf("The answer is (2)"), false, question, Protocols.Strict));
    }

    [Fact]
    public void Named_StyleOfAnotherVersion_IsAFaultThatSaysWhatToDo()
    {
        var fault = Assert.Throws<UserException>(() => QuestionStyles.Named("essay"));
        Assert.Contains("questions in the style 'essay', which this version of MuBench does not have. It has 'lettered', 'microvqa'", fault.Message, StringComparison.Ordinal);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static int? Choose(string response, string protocol) => Style.Choose(RecordOf(response), QuestionOf("?", ["a", "b", "c", "d", "e"]), protocol);

    private static ResponseRecord RecordOf(string response) => new() { Key = "k", Row = 0, Question = "q", Text = response, Finish = FinishReasons.Stop };

    private static Question QuestionOf(string text, IReadOnlyList<string> options) => new() { Key = "q", Text = text, Options = options, AnswerIndex = 0 };
}
