using System.CommandLine;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench dataset</c>: the commands that prepare and show datasets.</summary>
internal static class DatasetCommand
{
    public static Command Create() => new("dataset", "Import a dataset into the store, or show the datasets in it.")
    {
        DatasetImportCommand.Create(),
        DatasetShowCommand.Create(),
        DatasetListCommand.Create(),
    };
}
