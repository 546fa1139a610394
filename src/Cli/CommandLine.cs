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
    /// <summary>Parses and runs a command line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Evaluates vision-language models on μ-Bench, the microscopy benchmark.")
        {
            QuickstartCommand.Create(),
            InitCommand.Create(),
            RunCommand.Create(),
            ResumeCommand.Create(),
            SubmitCommand.Create(),
            RunsCommand.Create(),
            StatusCommand.Create(),
            ReportCommand.Create(),
            ViewCommand.Create(),
            DeleteCommand.Create(),
            VerifyCommand.Create(),
            RescoreCommand.Create(),
            ValidateCommand.Create(),
            CheckCommand.Create(),
            EstimateCommand.Create(),
            DatasetCommand.Create(),
            ModelCommand.Create(),
            WeightsCommand.Create(),
            EmbeddingsCommand.Create(),
            ExportCommand.Create(),
            CompareCommand.Create(),
            LeaderboardCommand.Create(),
            ParityCommand.Create(),
            ModelsCommand.Create(),
            CompletionCommand.Create(),
        };
        // Windows' spellings of --help, which would be completed before every file.
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
        }

        var parsed = root.Parse(args);
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
}
