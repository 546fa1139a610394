using System.CommandLine;
using MuBench.Cli.Datasets;
using MuBench.Datasets;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench dataset show NAME</c>: shows the content of a prepared dataset.</summary>
internal static class DatasetShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "The dataset's name in the store." };
        var store = CommonOptions.Store();
        var command = new Command("show", "Show the contents of a dataset in the store.") { name, store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var reader = await DatasetReader.OpenAsync(StoreFactory.Open(parsed.GetValue(store)), parsed.GetRequiredValue(name), cancellationToken)
                .ConfigureAwait(false);
            DatasetTable.Write(reader.Info, parsed.InvocationConfiguration.Output);
            return ExitCodes.Done;
        });
        return command;
    }
}
