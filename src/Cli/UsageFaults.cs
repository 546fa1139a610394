using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using MuBench.Naming;

namespace MuBench.Cli;

/// <summary>What is wrong with a command line, in few lines, so that it stays on the screen.</summary>
internal static class UsageFaults
{
    /// <summary>The faults, then where the options are listed; empty if the command line is right. The empty command line has none: it shows the help.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // Another action, such as that of --help, needs no right command line.
        if (parsed.Tokens.Count == 0 || (parsed.Action is not ParseErrorAction && parsed.Action != command.Action))
            return [];
        var name = NameOf(parsed.CommandResult);
        // After a wrong command, what its options would be is unknown.
        string[] faults = IsGroup(command) && parsed.UnmatchedTokens is [[not '-', ..], ..] ? [] : UnknownOptions(parsed, name);
        if (faults.Length == 0 && parsed.UnmatchedTokens.Count > 0)
            faults = [Unmatched(parsed.UnmatchedTokens[0], command, name)];
        if (faults.Length == 0 && parsed.Errors.Count > 0)
            faults = IsGroup(command) ? [$"'{name}' needs a command: {ManifestText.Or([.. command.Subcommands.Select(sub => sub.Name)])}."] : [.. parsed.Errors.Select(TextOf)];
        return faults.Length == 0 ? [] : [.. faults, $"Run '{name} --help' for its {(IsGroup(command) ? "commands" : "options")}."];
    }

    // The parser takes an unknown option for an argument if the command still expects one. What follows an unknown option may be its value, so that is no fault of its own.
    private static string[] UnknownOptions(ParseResult parsed, string name)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return [];
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        var options = Options(parsed.CommandResult);
        return [.. arguments.Concat(parsed.UnmatchedTokens).Where(text => text.Length > 1 && text[0] == '-').Select(text => text.Split('=', ':')[0]).Select(option => options.Contains(option)
            ? $"'{option}' stands before the command. Options stand after it: '{name} {option}'."
            : $"'{option}' is not an option of '{name}'{Suggestion(option, options)}")];
    }

    private static string Unmatched(string text, Command command, string name)
    {
        if (IsGroup(command))
            return $"'{text}' is not a command of '{name}'{Suggestion(text, command.Subcommands.Select(sub => sub.Name))}";
        var expected = string.Join(' ', command.Arguments.Select(argument => argument.HelpName ?? argument.Name));
        return $"'{text}' is one argument too many: '{name}' takes {(expected.Length > 0 ? expected : "options only")}.";
    }

    private static string Suggestion(string text, IEnumerable<string> known) => NearestNames.Question(text, known) is { } question ? $"; {question}" : ".";

    private static HashSet<string> Options(CommandResult command)
    {
        var own = command.Command.Options.AsEnumerable();
        for (var parent = command.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
            own = own.Concat(parent.Command.Options.Where(option => option.Recursive));
        return own.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet(StringComparer.Ordinal);
    }

    // The parser's text about a choice names neither the option nor the argument, and has a line for each choice.
    private static string TextOf(ParseError error)
    {
        var text = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var option = (error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult)?.Option.Name;
        return option is null || text.Contains(option, StringComparison.Ordinal) ? text : $"{option}: {text}";
    }

    private static bool IsGroup(Command command) => command.Subcommands.Count > 0;

    private static string NameOf(CommandResult command) => command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "mubench";
}
