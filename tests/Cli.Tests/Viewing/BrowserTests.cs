using MuBench.Cli.Viewing;

namespace MuBench.Tests.Cli.Viewing;

public sealed class BrowserTests
{
    [Theory]
    [InlineData(true, true, "DISPLAY", ":0", true)]
    [InlineData(true, true, "WAYLAND_DISPLAY", "wayland-0", true)]
    [InlineData(true, true, "DISPLAY", "", false)]
    [InlineData(true, true, "TERM", "xterm", false)] // a console or SSH without a display
    [InlineData(false, true, "DISPLAY", ":0", false)] // a script or a pipe
    [InlineData(true, false, "TERM", "xterm", true)] // Windows and macOS need no such variable
    [InlineData(false, false, "TERM", "xterm", false)]
    public void HasWindow_NeedsATerminalAndOnLinuxADisplay(bool isTerminal, bool isLinux, string variable, string value, bool expected) =>
        Assert.Equal(expected, Browser.HasWindow(isTerminal, isLinux, name => name == variable ? value : null));
}
