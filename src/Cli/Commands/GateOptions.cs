using System.CommandLine;
using MuBench.Cli.Running;

namespace MuBench.Cli.Commands;

/// <summary>The options of the commands that end with a run's result.</summary>
internal sealed class GateOptions
{
    private readonly Option<string?> _junit = new("--junit") { HelpName = "FILE", Description = "Also write the gate as JUnit XML." };

    private readonly Option<string> _inconclusive = new("--gate-inconclusive")
    {
        Description = "Whether a gate that cannot be decided from these questions counts as passed (skipped in the JUnit file) or failed.",
        DefaultValueFactory = _ => ResultPrinter.Pass,
    };

    public GateOptions() => _inconclusive.AcceptOnlyFromAmong(ResultPrinter.Pass, ResultPrinter.Fail);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_junit);
        command.Options.Add(_inconclusive);
    }

    /// <summary>Creates the printer that the options describe.</summary>
    public ResultPrinter PrinterOf(ParseResult parsed) => new(parsed.GetValue(_junit), parsed.GetValue(_inconclusive) == ResultPrinter.Fail);
}
