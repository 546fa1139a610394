namespace MuBench.Cli.Overriding;

/// <summary>Writes arguments as a user would type them, for commands that a message suggests.</summary>
internal static class ShellText
{
    /// <summary>The argument, in quotes if a shell would read it otherwise.</summary>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=,@%+~".Contains(character, StringComparison.Ordinal)) ? argument
        : argument.Contains('\'', StringComparison.Ordinal) ? $"\"{argument.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : $"'{argument}'";
}
