using System.CommandLine;

namespace MuBench.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The store of datasets, models, logs and runs.</summary>
    public static Option<string?> Store() => new("--store")
    {
        Description = "A folder, a storage connection string (UseDevelopmentStorage=true) or a blob service URL. Default: MUBENCH_STORE, else ./mubench-store.",
    };
}
