namespace MuBench.Tests;

/// <summary>Files of the repository that tests hold the code against: the schema, the docs, the samples.</summary>
public static class Repository
{
    /// <summary>The repository's root: the folder above the test binary that has the solution.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Reads a text file of the repository.</summary>
    public static string ReadText(params string[] segments) => File.ReadAllText(Path.Combine([Folder, .. segments]));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MuBench.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has MuBench.sln.");
    }
}
