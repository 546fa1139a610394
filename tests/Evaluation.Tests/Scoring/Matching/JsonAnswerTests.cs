using System.Globalization;
using MuBench.Scoring.Matching;

namespace MuBench.Tests.Scoring.Matching;

/// <summary>The rule by which the option is read from a response in JSON.</summary>
public sealed class JsonAnswerTests
{
    private static readonly string[] Options = ["basophil", "neutrophil", "A cell", "none of the above"];

    [Theory]
    [InlineData("""{"answer":"B"}""", 1)]
    [InlineData("""{"reason":"A or C?","answer":" b "}""", 1)]
    [InlineData("""{"answer":"B)"}""", 1)]
    [InlineData("""{"answer":"(B)"}""", 1)]
    [InlineData("""{"answer":"B."}""", 1)]
    [InlineData("""{"answer":"B) neutrophil"}""", 1)]
    [InlineData("""{"answer":"B: Neutrophil"}""", 1)]
    [InlineData("""{"answer":"Neutrophil"}""", 1)]
    [InlineData("""{"answer":"A cell"}""", 2)]
    [InlineData("```json\n{\"answer\":\"B\"}\n```", 1)]
    [InlineData("  {\"answer\":\"D\"}\n", 3)]
    [InlineData("""{"answer":"B) basophil"}""", null)]
    [InlineData("""{"answer":"A or B"}""", null)]
    [InlineData("""{"answer":"B","\ud83d":"\ud83d"}""", 1)]
    [InlineData("""{"answer":"B\ud83d"}""", null)]
    [InlineData("""{"answer":"F"}""", null)]
    [InlineData("""{"answer":""}""", null)]
    [InlineData("""{"answer":1}""", null)]
    [InlineData("""{"answer":null}""", null)]
    [InlineData("""{"answer":["B"]}""", null)]
    [InlineData("""{"Answer":"B"}""", null)]
    [InlineData("""{"reason":"B"}""", null)]
    [InlineData("""{"answer":"B""", null)]
    [InlineData("B", null)]
    [InlineData("""The answer is {"answer":"B"}""", null)]
    [InlineData("""[{"answer":"B"}]""", null)]
    [InlineData("", null)]
    public void Choose_Lettered_IsTheOptionThatTheMemberNames(string response, int? expected) =>
        Assert.Equal(expected, JsonAnswer.Choose(response, "answer", Options, index => $"{(char)('A' + index)}"));

    [Theory]
    [InlineData("""{"answer":2}""", 1)]
    [InlineData("""{"answer":"2"}""", 1)]
    [InlineData("""{"answer":"(2): neutrophil"}""", 1)]
    [InlineData("""{"answer":0}""", null)]
    [InlineData("""{"answer":12}""", null)]
    [InlineData("""{"answer":"B"}""", null)]
    public void Choose_Numbered_IsTheOptionThatTheMemberNames(string response, int? expected) =>
        Assert.Equal(expected, JsonAnswer.Choose(response, "answer", Options, index => (index + 1).ToString(CultureInfo.InvariantCulture)));
}
