using MuBench.Printing;

namespace MuBench.Tests.Reports;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("plain μ, شكرا and 🔬", "plain μ, شكرا and 🔬")]
    [InlineData("a\r\nb\tc", "a \nb\tc")]
    [InlineData("\u202Eevil\u2066\u2028\u0000", "\uFFFDevil\uFFFD\uFFFD\uFFFD")]
    public void Clean_AnyText_KeepsWhatMayStandAndReplacesTheRest(string text, string clean) => Assert.Equal(clean, ShownText.Clean(text));

    [Fact]
    public void Clean_HalfAPair_IsReplaced() => Assert.Equal("a\uFFFDb", ShownText.Clean("a" + '\uD83D' + "b"));
}
