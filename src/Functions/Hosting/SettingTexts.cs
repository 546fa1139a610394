using Microsoft.Extensions.Configuration;

namespace MuBench.Functions.Hosting;

/// <summary>Reads settings as text.</summary>
internal static class SettingTexts
{
    /// <summary>A setting without leading and trailing white space; null if it is not set or blank.</summary>
    public static string? Text(this IConfiguration configuration, string name) =>
        configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
