using System.CommandLine;
using System.CommandLine.Help;
using MuBench.Cli.Checking;
using MuBench.Cli.Commands;
using MuBench.Cli.Completing;
using MuBench.Cli.Models;
using MuBench.Cli.Starting;

namespace MuBench.Cli;

/// <summary>The root command. The only place that turns exceptions into messages and exit codes.</summary>
internal static class CommandLine
{
    /// <summary>The names of the commands, and what makes them; in the order of the help.</summary>
    internal static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("quickstart", QuickstartCommand.Create),
        ("init", InitCommand.Create),
        ("run", RunCommand.Create),
        ("resume", ResumeCommand.Create),
        ("submit", SubmitCommand.Create),
        ("runs", RunsCommand.Create),
        ("status", StatusCommand.Create),
        ("report", ReportCommand.Create),
        ("view", ViewCommand.Create),
        ("delete", DeleteCommand.Create),
        ("verify", VerifyCommand.Create),
        ("rescore", RescoreCommand.Create),
        ("validate", ValidateCommand.Create),
        ("check", CheckCommand.Create),
        ("estimate", EstimateCommand.Create),
        ("dataset", DatasetCommand.Create),
        ("model", ModelCommand.Create),
        ("weights", WeightsCommand.Create),
        ("embeddings", EmbeddingsCommand.Create),
        ("export", ExportCommand.Create),
        ("compare", CompareCommand.Create),
        ("leaderboard", LeaderboardCommand.Create),
        ("parity", ParityCommand.Create),
        ("models", ModelsCommand.Create),
        ("completion", CompletionCommand.Create),
    ];

    /// <summary>Parses and runs a command line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Parse(args);
        if (UsageFaults.Of(parsed) is { Count: > 0 } faults)
        {
            await Console.Error.WriteLineAsync($"mubench: {string.Join(Environment.NewLine, faults)}").ConfigureAwait(false);
            return ExitCodes.Wrong;
        }

        // The commands handle signals themselves: a run first finishes the calls in flight.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var code = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCodes.Wrong : code;
        }
        catch (UserException exception)
        {
            await Console.Error.WriteLineAsync($"mubench: {exception.Message}").ConfigureAwait(false);
            return ExitCodes.Wrong;
        }
        catch (Exception exception) when (MissingLibrary.TextOf(exception) is { } text)
        {
            await Console.Error.WriteLineAsync($"mubench: {text}").ConfigureAwait(false);
            return ExitCodes.Wrong;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("mubench: interrupted").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>Parses a command line.</summary>
    internal static ParseResult Parse(string[] args)
    {
        var root = new RootCommand("Evaluates vision-language models on μ-Bench, the microscopy benchmark.");
        AddCommands(root, args.FirstOrDefault());
        // Windows' spellings of --help, which would be completed before every file.
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
        }

        return root.Parse(args);
    }

    // Making all commands takes a sixth of a short command's time. A line that begins with the name of one needs no other.
    private static void AddCommands(RootCommand root, string? first)
    {
        foreach (var (name, create) in Commands)
        {
            if (name == first)
            {
                root.Subcommands.Add(create());
                return;
            }
        }

        foreach (var (_, create) in Commands)
            root.Subcommands.Add(create());
    }
}
