using System.CommandLine;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench dataset</c>: the commands that prepare and show datasets.</summary>
internal static class DatasetCommand
{
    public static Command Create() => new("dataset", "Import a dataset into the store, or look at those that are there.")
    {
        DatasetImportCommand.Create(),
        DatasetShowCommand.Create(),
        DatasetListCommand.Create(),
    };
}
