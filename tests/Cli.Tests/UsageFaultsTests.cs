using MuBench.Cli;

namespace MuBench.Tests.Cli;

public sealed class UsageFaultsTests
{
    [Theory]
    [InlineData("run a.json --limt 5", "'--limt' is not an option of 'mubench run'; did you mean '--limit'?")]
    [InlineData("run --limt 5 a.json", "'--limt' is not an option of 'mubench run'; did you mean '--limit'?")] // the parser takes it for MANIFEST
    [InlineData("run a.json --limt=5", "'--limt' is not an option of 'mubench run'; did you mean '--limit'?")]
    [InlineData("run --dryrun", "'--dryrun' is not an option of 'mubench run'; did you mean '--dry-run'?")]
    [InlineData("run a.json --qqqqqqqq", "'--qqqqqqqq' is not an option of 'mubench run'.")]
    [InlineData("run a.json b.json", "'b.json' is one argument too many: 'mubench run' takes MANIFEST.")]
    [InlineData("runs all", "'all' is one argument too many: 'mubench runs' takes options only.")]
    [InlineData("--store x runs", "'--store' stands before the command. Options stand after it: 'mubench runs --store'.")]
    [InlineData("run a.json --gate-inconclusive x", "--gate-inconclusive: Argument 'x' not recognized. Must be one of: 'pass' 'fail'")]
    [InlineData("run", "Required argument 'MANIFEST' missing for command: 'run'.")]
    public void Of_WrongOptionsOrArguments_IsOneFaultAndWhereTheOptionsAreListed(string line, string fault) =>
        Assert.Equal([fault, $"Run 'mubench {(line.Contains("runs", StringComparison.Ordinal) ? "runs" : "run")} --help' for its options."], Of(line));

    [Theory]
    [InlineData("validat", "mubench", "'validat' is not a command of 'mubench'; did you mean 'validate'?")]
    [InlineData("validat --limit 5", "mubench", "'validat' is not a command of 'mubench'; did you mean 'validate'?")]
    [InlineData("dataset imprt x y", "mubench dataset", "'imprt' is not a command of 'mubench dataset'; did you mean 'import'?")]
    [InlineData("dataset", "mubench dataset", "'mubench dataset' needs a command: 'import', 'show' or 'list'.")]
    public void Of_WrongCommand_IsOneFaultAndWhereTheCommandsAreListed(string line, string group, string fault) =>
        Assert.Equal([fault, $"Run '{group} --help' for its commands."], Of(line));

    [Theory]
    [InlineData("")] // shows the help
    [InlineData("run a.json --limit 5")]
    [InlineData("run -- --limt")]
    [InlineData("run --help --limt")]
    [InlineData("--version")]
    public void Of_RightLine_IsEmpty(string line) => Assert.Empty(Of(line));

    private static IReadOnlyList<string> Of(string line) => UsageFaults.Of(CommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
