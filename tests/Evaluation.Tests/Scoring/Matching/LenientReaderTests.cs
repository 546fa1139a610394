using CsCheck;
using MuBench.Scoring.Matching;

namespace MuBench.Tests.Scoring.Matching;

public sealed class LenientReaderTests
{
    [Theory]
    // A letter anywhere, of either case.
    [InlineData("B", "B")]
    [InlineData("b", "B")]
    [InlineData("b)", "B")]
    [InlineData("(b).", "B")]
    [InlineData("Ｂ）", "B")]
    [InlineData("答案是B", "B")]
    [InlineData("**B**", "B")]
    [InlineData("The answer would be b, I guess", "B")]
    [InlineData("B.The granules", "B")]
    [InlineData("I am torn between panels, but c", "C")]
    // The last one counts, even if the strict reader reads none.
    [InlineData("A or B", "B")]
    [InlineData("Not A, not B. D", "D")]
    [InlineData("B is right. C is wrong.", "C")]
    // Articles and parts of words are not letters of options.
    [InlineData("A micrograph of a basophil", "B")]
    [InlineData("It is a monocyte", "C")]
    [InlineData("A is right", "A")]
    [InlineData("a because of the nucleus", "A")]
    [InlineData("The B-cell is a neutrophil", "D")]
    [InlineData("H&E, e.g. eosinophil", "E")]
    [InlineData("I'd say lymphocyte", "A")]
    // A letter beyond the options is ignored.
    [InlineData("G", null)]
    [InlineData("G basophil", "B")]
    // Texts as substrings, even negated ones; the last one counts.
    [InlineData("BASOPHILS", "B")]
    [InlineData("not basophil", "B")]
    [InlineData("a basophil rather than a monocyte", "C")]
    // A letter takes precedence over a text.
    [InlineData("B, the monocyte", "B")]
    // Never a guess.
    [InlineData("", null)]
    [InlineData("I cannot tell.", null)]
    [InlineData("<think>It could be B", "B")]
    [InlineData("<think>B</think>C", "C")]
    public void Read_Reply_TakesTheLastOptionNamed(string response, string? letter) =>
        Assert.Equal(letter, Letter(LenientReader.Read(response, Questions.Blood)));

    [Theory]
    [InlineData("It was taken by polarized light microscopy", 0)]
    [InlineData("light microscopy", 1)]
    [InlineData("polarized light microscopy, no: light microscopy", 1)]
    public void Read_OptionInsideAnother_TakesTheLonger(string response, int option) =>
        Assert.Equal(option, LenientReader.Read(response, ["polarized light microscopy", "light microscopy", "darkfield microscopy"]));

    [Fact]
    public void Read_TwoOptionsOfOneText_TakesNeither() => Assert.Null(LenientReader.Read("it is the same", ["same", "same", "other"]));

    [Fact]
    public void Read_AnyReply_GivesAnOptionOrNothing() =>
        Gen.String.Sample(response => LenientReader.Read(response, Questions.Blood) is null or (>= 0 and < 6));

    [Theory]
    [InlineData("The answer is (2)", 1)]
    [InlineData("Image 1 shows 1.5 and 12 cells, so 3.", 2)]
    [InlineData("4", null)]
    [InlineData("a basophil then", 1)]
    public void ReadNumbered_Reply_TakesTheLastOptionNamed(string response, int? option) =>
        Assert.Equal(option, LenientReader.ReadNumbered(response, ["lymphocyte", "basophil", "monocyte"]));

    // The lenient reader agrees with the strict one on a plain letter, so that a band is no wider than necessary.
    [Theory]
    [InlineData("B")]
    [InlineData("B) basophil")]
    [InlineData("The correct answer is (B).")]
    [InlineData("Answer: B")]
    [InlineData("**B)**")]
    public void Read_PlainAnswer_IsThatOfTheStrictReader(string response) =>
        Assert.Equal(StrictExtractor.Extract(response, Questions.Blood), LenientReader.Read(response, Questions.Blood));

    private static string? Letter(int? option) => option is { } index ? ((char)('A' + index)).ToString() : null;
}
