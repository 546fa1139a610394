namespace MuBench.Cli;

/// <summary>The store argument in a command line that a message suggests.</summary>
internal static class StoreArgument
{
    /// <summary><c> --store STORE</c>; empty if the user named no store. The key of a connection string is not repeated.</summary>
    public static string Of(string? setting)
    {
        if (setting is null)
            return "";
        if (setting.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase) || setting.Contains("SharedAccessSignature=", StringComparison.OrdinalIgnoreCase)
            || setting.Contains("sig=", StringComparison.OrdinalIgnoreCase))
        {
            return " --store CONNECTION_STRING";
        }

        return setting.AsSpan().ContainsAny(" ;&?'") ? $" --store \"{setting}\"" : $" --store {setting}";
    }
}
