using System.Text.Json;
using MuBench.Secrets;

namespace MuBench.Tests.Secrets;

public sealed class SecretMaskTests
{
    private const string Key = "nk-A/b+9";

    [Theory]
    [InlineData("key nk-A/b+9!")]
    [InlineData(@"key nk-A\/b\u002b9!")]
    [InlineData(@"key nk-A\\\/b\\\u002B9!")]
    [InlineData(@"key \u006e\u006B\u002d\u0041\u002f\u0062\u002b\u0039!")]
    [InlineData("key nk-A%2Fb%2b9!")]
    public void Apply_AnySpellingOfTheKey_IsStruck(string text) => Assert.Equal("key ***!", new SecretMask(Key).Apply(text));

    [Theory]
    [InlineData("key nk-A/b+8!")]
    [InlineData("key NK-a/B+9!")]
    [InlineData(@"\u006e\\\\\\\\\\\\\\")]
    public void Apply_AnotherText_Stays(string text) => Assert.Equal(text, new SecretMask(Key).Apply(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Apply_NoKey_ChangesNothing(string? secret) => Assert.Equal("text", new SecretMask(secret).Apply("text"));

    [Fact]
    public void Apply_CredentialFile_IsStruckWholeAndInPieces()
    {
        var file = "{\n" + string.Concat(Enumerable.Range(0, 400).Select(line => $"  \"member{line}\": \"nk-A/b+{line}\",\n")) + "}";
        var mask = new SecretMask(file);

        Assert.Equal("", mask.Apply(file).Replace("*", "", StringComparison.Ordinal));
        Assert.DoesNotContain("member200", mask.Apply(JsonSerializer.Serialize(file[3000..^3000])), StringComparison.Ordinal);
        Assert.Equal("key {\n  !", mask.Apply("key {\n  !"));
    }

    [Fact]
    public void Apply_KeyOfPunctuationAlone_IsStruck()
    {
        var key = string.Concat(Enumerable.Repeat("+/-_.", 800));

        Assert.Equal("", new SecretMask(key).Apply(key).Replace("*", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Apply_MillionsOfBackslashes_TakesLinearTime()
    {
        var text = new string('\\', 4_000_000);

        Assert.Equal(text, new SecretMask(string.Concat(Enumerable.Repeat(Key, 30))).Apply(text));
    }

    [Theory]
    [InlineData("""{"a":["nk\u002dA/b+9",1.50,null,true],"b":{"nk-A\/b+9":"x"}}""", """{"a":["***",1.50,null,true],"b":{"***":"x"}}""")]
    [InlineData("""{"a":"\nk-A/b+9"}""", """{"a":"\nk-A/b+9"}""")]
    public void Of_Json_IsMaskedAfterParsing(string json, string masked)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(masked, MaskedJson.Of(document.RootElement, new SecretMask(Key)).GetRawText());
    }
}
