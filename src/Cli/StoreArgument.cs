namespace MuBench.Cli;

/// <summary>The store in a command that the user is told to type.</summary>
internal static class StoreArgument
{
    /// <summary><c> --store STORE</c>, or nothing where the user named none. A connection string's key is not repeated.</summary>
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
