using System.CommandLine;
using MuBench.Cli.Following;
using MuBench.Cli.Printing;
using MuBench.Pipeline.Progress;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench runs</c>: lists the runs of the store, newest first.</summary>
internal static class RunsCommand
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var command = new Command("runs", "List the runs of the store, newest first.") { store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.OpenToList(parsed.GetValue(store));
            var output = parsed.InvocationConfiguration.Output;
            var runs = await new RunCatalog(opened).ListAsync(cancellationToken).ConfigureAwait(false);
            if (runs.Count == 0)
                output.WriteLine($"The store {opened.Description} has no runs.");
            else
                RunTable.Write(runs, TimeProvider.System.GetUtcNow(), output, Terminal.WidthOf(output));
            return ExitCodes.Done;
        });
        return command;
    }
}
