using System.Text;
using System.Text.Json;
using CsCheck;
using MuBench.Json;

namespace MuBench.Tests.Json;

public sealed class ForeignJsonTests
{
    [Theory]
    [InlineData("""{"a":"cut \ud83d"}""", "cut \uFFFD")]
    [InlineData("""{"a":"\uDD2C\ud83d\ud83d\udd2c\uDBFF!"}""", "\uFFFD\uFFFD\U0001F52C\uFFFD!")]
    [InlineData("""{"a":"\\ud83d \\\ud83d \\\\ud83d"}""", "\\ud83d \\\uFFFD \\\\ud83d")]
    [InlineData("""{"a":"\u00b5m \ud7ff\ue000"}""", "\u00b5m \ud7ff\ue000")]
    public void Parse_HalvesOfPairs_AreReplaced(string json, string text)
    {
        using var bytes = ForeignJson.Parse(Encoding.UTF8.GetBytes(json));
        using var characters = ForeignJson.Parse(json);

        Assert.Equal(text, bytes.RootElement.Text("a"));
        Assert.Equal(text, characters.RootElement.Text("a"));
    }

    [Fact]
    public void Parse_Latin1_IsReplaced()
    {
        using var json = ForeignJson.Parse(Encoding.Latin1.GetBytes("""{"grün":"ungültig"}"""));

        var member = Assert.Single(json.RootElement.EnumerateObject());
        Assert.Equal(("gr\uFFFDn", "ung\uFFFDltig"), (member.Name, member.Value.GetString()));
    }

    [Fact]
    public void Parse_CharactersWithHalfAPair_AreReplaced()
    {
        using var json = ForeignJson.Parse("{\"a\":\"x" + '\uD83D' + "\"}");

        Assert.Equal("x\uFFFD", json.RootElement.Text("a"));
    }

    [Fact]
    public void Mend_Text_IsLeftAsItIs() => Assert.Null(ForeignJson.Mend("""{"a":"µ \u00b5 \ud7ff \\u"}"""u8));

    /// <summary>Whatever bytes come: either they are no JSON, or every name and text of it can be read.</summary>
    [Fact]
    public void Parse_AnyBytes_IsReadableOrNoJson()
    {
        var part = Gen.OneOf(
            Gen.OneOf("\\ud83d", "\\uDD2C", "\\", "\\\\", "\\u", "\\n", "u", "\u00e9", "{\"a\":", "\"", "}", "[", "]", ","),
            Gen.String[Gen.Char['\0', '\u00ff'], 0, 3]);
        Gen.Select(part.Array[0, 12], Gen.Bool, (parts, isLatin) => (isLatin ? Encoding.Latin1 : Encoding.UTF8).GetBytes("{\"a\":\"" + string.Concat(parts) + "\"}"))
            .Sample(bytes =>
            {
                try
                {
                    using var json = ForeignJson.Parse(bytes);
                    Read(json.RootElement);
                }
                catch (JsonException)
                {
                    // It is no JSON.
                }
            });
    }

    private static void Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            _ = element.GetString();
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Read(item);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
            {
                _ = (member.Name, element.TryGetProperty("absent", out _));
                Read(member.Value);
            }
    }
}
