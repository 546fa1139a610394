using CsCheck;
using MuBench.Naming;

namespace MuBench.Tests.Naming;

public sealed class NearestNamesTests
{
    private static readonly string[] Known = ["temperature", "topP", "maxOutputTokens", "seed", "apiKey", "acevedo_et_al_2020", "wong_et_al_2022", "wu_et_al_2023"];

    [Theory]
    [InlineData("temperatur", "temperature")]
    [InlineData("tempreature", "temperature")]
    [InlineData("TopP", "topP")]
    [InlineData("top_p", "topP")]
    [InlineData("sede", "seed")]
    [InlineData("api-key", "apiKey")]
    [InlineData("max_tokens", "maxOutputTokens")]
    [InlineData("temp", "temperature")]
    [InlineData("acevedo", "acevedo_et_al_2020")]
    [InlineData("acevedo_2020", "acevedo_et_al_2020")]
    public void For_NearName_IsTheFirst(string name, string expected) => Assert.Equal(expected, NearestNames.For(name, Known)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("xyzzy")]
    [InlineData("qq")]
    public void For_NothingNear_IsEmpty(string name) => Assert.Empty(NearestNames.For(name, Known));

    [Fact]
    public void For_Several_IsSortedByDistanceAndAtMostThree() =>
        Assert.Equal(["abcdef", "abcdeg", "abcdex"], NearestNames.For("abcdef", ["abcdxx", "abcdex", "abcdeg", "abcdey", "abcdef", "abcdef"]));

    [Fact]
    public void For_OneEdit_IsAlwaysFound() => Gen.Select(Gen.String[Gen.Char['a', 'z'], 3, 30], Gen.Int[0, 29], Gen.Char['a', 'z']).Sample((name, at, letter) =>
    {
        var place = at % name.Length;
        Assert.Contains(name, NearestNames.For(name.Insert(place, letter.ToString()), [name]));
        Assert.Contains(name, NearestNames.For(name.Remove(place, 1).Insert(place, letter.ToString()), [name]));
        if (place > 0)
            Assert.Contains(name, NearestNames.For(name[..(place - 1)] + name[place] + name[place - 1] + name[(place + 1)..], [name]));
    });

    [Fact]
    public void For_VeryLongNames_AreLeftAlone() =>
        Assert.Empty(NearestNames.For(new string('a', 1_000_000), [new string('a', 1_000_001), "a"]));

    [Theory]
    [InlineData("sede", "did you mean 'seed'?")]
    [InlineData("wo_et_al_202", "did you mean 'wu_et_al_2023' or 'wong_et_al_2022'?")]
    [InlineData("xyzzy", null)]
    public void Question_Name_IsInWords(string name, string? expected) => Assert.Equal(expected, NearestNames.Question(name, Known));
}
