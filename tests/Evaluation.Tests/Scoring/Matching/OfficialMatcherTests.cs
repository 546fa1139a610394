using CsCheck;
using MuBench.Scoring.Matching;

namespace MuBench.Tests.Scoring.Matching;

public sealed class OfficialMatcherTests
{
    [Theory]
    // The full lettered option anywhere, or the letter as the very first character.
    [InlineData("B", 1, true)]
    [InlineData("B) basophil", 1, true)]
    [InlineData("The cell is B) basophil.", 1, true)]
    [InlineData("Bananas are yellow", 1, true)]
    [InlineData("A micrograph of a basophil", 0, true)]
    [InlineData("As an AI, I cannot tell.", 0, true)]
    [InlineData("A) lymphocytes", 0, true)]
    [InlineData("I think not A) lymphocyte", 0, true)]
    // Nothing else.
    [InlineData("The answer is B", 1, false)]
    [InlineData("b", 1, false)]
    [InlineData("b) basophil", 1, false)]
    [InlineData("B) Basophil", 1, true)]
    [InlineData("the cell is B) Basophil", 1, false)]
    [InlineData(" B", 1, false)]
    [InlineData("\nB", 1, false)]
    [InlineData("(B)", 1, false)]
    [InlineData("**B**", 1, false)]
    [InlineData("basophil", 1, false)]
    [InlineData("", 1, false)]
    [InlineData("C", 1, false)]
    [InlineData("Ｂ", 1, false)]
    public void IsCorrect_Reply_FollowsTheAuthorsRule(string response, int answer, bool correct) =>
        Assert.Equal(correct, OfficialMatcher.IsCorrect(response, Questions.Blood, answer));

    [Fact]
    public void IsCorrect_GoldH_NeedsTheFullOptionBecauseTheAuthorsTableEndsAtG()
    {
        string[] options = ["1", "2", "3", "4", "5", "6", "7", "8"];
        Assert.False(OfficialMatcher.IsCorrect("H", options, 7));
        Assert.True(OfficialMatcher.IsCorrect("H) 8", options, 7));
        Assert.True(OfficialMatcher.IsCorrect("G", options, 6));
    }

    [Theory]
    [InlineData("C) monocyte", 1, 2)]
    [InlineData("As an AI", 1, 0)]
    [InlineData("It is D) neutrophil", 1, 3)]
    [InlineData("Not E) eosinophil, not C) monocyte", 1, 4)]
    [InlineData("C, or rather B) basophil", 1, 1)]
    [InlineData("G", 1, null)]
    [InlineData("The answer is C", 1, null)]
    [InlineData("", 1, null)]
    public void Choice_Reply_IsWhatItCountsAs(string response, int answer, int? choice) =>
        Assert.Equal(choice, OfficialMatcher.Choice(response, Questions.Blood, answer));

    [Fact]
    public void Choice_AnyReply_IsTheGoldOptionExactlyWhereTheReplyIsCorrect() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.String[Gen.Char["ABCDEFG) abcehilmnopsty"]]), Gen.Int[0, 5]).Sample((response, answer) =>
            (OfficialMatcher.Choice(response, Questions.Blood, answer) == answer) == OfficialMatcher.IsCorrect(response, Questions.Blood, answer));
}
