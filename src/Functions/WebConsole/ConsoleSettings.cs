using Microsoft.Extensions.Configuration;
using MuBench.Functions.Hosting;

namespace MuBench.Functions.WebConsole;

/// <summary>The settings of the console.</summary>
/// <param name="SignIn">How people sign in.</param>
/// <param name="Key">The key of <see cref="ConsoleSignIn.Key"/>; else null.</param>
/// <param name="IsAuthenticated">
/// Whether the platform says that App Service authentication is on, so that it alone sets the header with the signed-in person and removes that header from requests
/// of others.
/// </param>
public sealed record ConsoleSettings(ConsoleSignIn SignIn, string? Key = null, bool IsAuthenticated = false)
{
    /// <summary>Minimum number of characters of the key.</summary>
    public const int MinKeyLength = 16;

    // Set by App Service and Functions where authentication is on.
    private const string PlatformSetting = "WEBSITE_AUTH_ENABLED";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="UserException">A setting cannot be read, or the key is missing or too short.</exception>
    public static ConsoleSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text(Settings.ConsoleKey);
        if (key is not null && key.Length < MinKeyLength)
            throw new UserException($"The setting {Settings.ConsoleKey} has {key.Length} characters: expected at least {MinKeyLength}, such as those of 'openssl rand -hex 24'.");
        return configuration.Text(Settings.Console) switch
        {
            null => key is null ? new ConsoleSettings(ConsoleSignIn.Off) : new ConsoleSettings(ConsoleSignIn.Key, key),
            "off" => new ConsoleSettings(ConsoleSignIn.Off),
            "key" when key is not null => new ConsoleSettings(ConsoleSignIn.Key, key),
            "key" => throw new UserException($"The setting {Settings.Console} is 'key', and {Settings.ConsoleKey} is missing."),
            "entra" => new ConsoleSettings(ConsoleSignIn.Entra, IsAuthenticated: bool.TryParse(configuration.Text(PlatformSetting), out var isOn) && isOn),
            var other => throw new UserException($"The setting {Settings.Console} is '{other}': expected 'entra' (App Service authentication), 'key' or 'off'."),
        };
    }
}
