using System.Globalization;
using System.Text.RegularExpressions;
using MuBench.Reports.Html;

namespace MuBench.Tests.Reports;

/// <summary>Contrast by WCAG 2.2: 4.5 to 1 for text, in both colour schemes.</summary>
public sealed partial class StyleSheetTests
{
    private static readonly string[] Schemes = EmbeddedText.Style.Content.Split("@media screen and (prefers-color-scheme: dark)");

    [Theory]
    [InlineData("ink", "bg")]
    [InlineData("ink", "card")]
    [InlineData("ink", "hover")]
    [InlineData("muted", "bg")]
    [InlineData("muted", "card")]
    [InlineData("muted", "hover")]
    [InlineData("accent", "bg")]
    [InlineData("accent", "card")]
    [InlineData("accent", "accent-soft")]
    [InlineData("warm", "card")]
    [InlineData("warm", "warm-soft")]
    [InlineData("warm", "hover")]
    [InlineData("plain", "plain-soft")]
    [InlineData("plain", "card")]
    [InlineData("low-ink", "h0")]
    [InlineData("low-ink", "h1")]
    [InlineData("low-ink", "h2")]
    [InlineData("low-ink", "h3")]
    [InlineData("low-ink", "h4")]
    [InlineData("mid-ink", "h5")]
    [InlineData("high-ink", "h6")]
    [InlineData("high-ink", "h7")]
    [InlineData("high-ink", "h8")]
    public void Text_OnItsBackground_HasEnoughContrast(string text, string background)
    {
        Assert.All((int[])[0, 1], scheme => Assert.True(
            Contrast(Colour(scheme, text), Colour(scheme, background)) >= 4.5,
            $"{text} on {background}: {Contrast(Colour(scheme, text), Colour(scheme, background)):F2} in scheme {scheme}"));
    }

    [Fact]
    public void HeatMap_Steps_AreOrderedByLuminanceInBothSchemes()
    {
        // So that the order is visible without distinguishing hues.
        var light = Enumerable.Range(0, HeatScale.Steps).Select(step => Luminance(Colour(0, "h" + step))).ToList();
        var dark = Enumerable.Range(0, HeatScale.Steps).Select(step => Luminance(Colour(1, "h" + step))).ToList();

        Assert.Equal(light.OrderDescending(), light);
        Assert.Equal(dark.Order(), dark);
    }

    private static string Colour(int scheme, string name) => Variables().Matches(Schemes[scheme].Split("\n}")[0])
        .Single(match => match.Groups[1].Value == name).Groups[2].Value;

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var c = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex("--([a-z0-9-]+): #([0-9a-f]{6})")]
    private static partial Regex Variables();
}
