using Microsoft.Extensions.Configuration;
using MuBench.Functions.WebConsole;

namespace MuBench.Tests.Functions.WebConsole;

public sealed class ConsoleSettingsTests
{
    private const string LongKey = "0123456789abcdef";

    [Theory]
    [InlineData(null, null, null, ConsoleSignIn.Off)]
    [InlineData(null, LongKey, null, ConsoleSignIn.Key)]
    [InlineData("key", LongKey, null, ConsoleSignIn.Key)]
    [InlineData("off", LongKey, null, ConsoleSignIn.Off)]
    [InlineData("entra", null, null, ConsoleSignIn.Entra)]
    [InlineData("entra", LongKey, "True", ConsoleSignIn.Entra)]
    [InlineData("entra", null, "False", ConsoleSignIn.Entra)]
    public void Read_TheSettings_SayHowPeopleSignIn(string? mode, string? key, string? platform, ConsoleSignIn expected)
    {
        var settings = Read(mode, key, platform);

        Assert.Equal((expected, expected == ConsoleSignIn.Key ? key : null, platform == "True"), (settings.SignIn, settings.Key, settings.IsAuthenticated));
    }

    [Theory]
    [InlineData("everybody", null, "MUBENCH_CONSOLE")]
    [InlineData("key", null, "MUBENCH_CONSOLE_KEY")]
    [InlineData(null, "short", "MUBENCH_CONSOLE_KEY")]
    public void Read_SomethingWrong_NamesTheSettingAndNotTheKey(string? mode, string? key, string name)
    {
        var message = Assert.Throws<UserException>(() => Read(mode, key, null)).Message;

        Assert.Contains(name, message, StringComparison.Ordinal);
        if (key is not null) Assert.DoesNotContain(key, message, StringComparison.Ordinal);
    }

    private static ConsoleSettings Read(string? mode, string? key, string? platform) => ConsoleSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new("MUBENCH_CONSOLE", mode), new("MUBENCH_CONSOLE_KEY", key), new("WEBSITE_AUTH_ENABLED", platform)])
        .Build());
}
