using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using MuBench.Imaging.Display;
using MuBench.TestUtils;

namespace MuBench.Tests.Imaging.Display;

public sealed class DisplayRuleTests
{
    [Theory]
    [InlineData("authors", "authors")]
    [InlineData("full", "full")]
    [InlineData("full 0-4095", "full 0-4095")]
    [InlineData("minmax", "minmax")]
    [InlineData("minmax, by channel", "minmax by channel")]
    [InlineData("percentile", "percentile 0.1-99.9")]
    [InlineData("percentile 0.10-99.90", "percentile 0.1-99.9")]
    [InlineData("percentile 1-99 by channel", "percentile 1-99 by channel")]
    public void TryParse_Rule_IsWrittenInOneWay(string text, string written)
    {
        Assert.True(DisplayRule.TryParse(text, out var rule));
        Assert.Equal(written, rule.ToString());
        Assert.Equal(rule, DisplayRule.Parse(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("auto")]
    [InlineData("full 10")]
    [InlineData("full 10-10")]
    [InlineData("full 0-65536")]
    [InlineData("full 0.5-10")]
    [InlineData("full by channel")]
    [InlineData("authors by channel")]
    [InlineData("percentile 99-1")]
    [InlineData("percentile 0-100.1")]
    [InlineData("percentile -1-99")]
    [InlineData("percentile 1-99 by image")]
    [InlineData("minmax\n")]
    public void TryParse_AnythingElse_IsNone(string? text)
    {
        Assert.False(DisplayRule.TryParse(text, out var rule));
        Assert.Null(rule);
    }

    [Theory]
    [InlineData("full", 12, "full 0-4095")]
    [InlineData("full", 16, "full 0-65535")]
    [InlineData("full", 3, "full 0-255")]
    [InlineData("full 0-1000", 12, "full 0-1000")]
    [InlineData("minmax", 12, "minmax")]
    public void WithBits_Full_TakesTheRangeOfTheBits(string text, int bits, string expected) =>
        Assert.Equal(expected, DisplayRule.Parse(text).WithBits(bits).ToString());

    [Fact]
    public void Schema_Display_AllowsTheFormsThatTheReaderAllows()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Path("schema", "manifest.schema.json")));
        var pattern = new Regex(schema.RootElement.GetProperty("$defs").GetProperty("benchmark").GetProperty("properties").GetProperty("display").GetProperty("pattern").GetString()!, RegexOptions.ECMAScript);
        Gen.Select(Gen.OneOf("authors", "full", "minmax", "percentile", "x"), Gen.OneOf("", " 1-9", " 0.1-99.9", " 1 - 9", "1-9", " 1-"), Gen.OneOf("", " by channel", ", by channel", "by channel", " "))
            .Sample((method, range, end) => Assert.Equal(DisplayRule.TryParse(method + range + end, out _), pattern.IsMatch(method + range + end)));
    }
}
