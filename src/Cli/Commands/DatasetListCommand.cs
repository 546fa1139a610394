using System.CommandLine;
using MuBench.Datasets;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench dataset list</c>: lists the datasets of the store, one per line.</summary>
internal static class DatasetListCommand
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var command = new Command("list", "List the datasets of the store.") { store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.OpenToList(parsed.GetValue(store));
            foreach (var name in await DatasetReader.ListAsync(opened, cancellationToken).ConfigureAwait(false))
                parsed.InvocationConfiguration.Output.WriteLine(name);
            return ExitCodes.Done;
        });
        return command;
    }
}
