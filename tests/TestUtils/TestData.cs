namespace MuBench.TestUtils;

/// <summary>Test data that is not in the repository. Tests that need it are skipped with a reason if it is absent.</summary>
public static class TestData
{
    private const string Variable = "MUBENCH_TEST_DATA";

    /// <summary>
    /// The folder named by MUBENCH_TEST_DATA, otherwise <c>shared/data</c> beside the repository; null if neither exists.
    /// </summary>
    public static string? SharedFolder { get; } = Find();

    /// <summary>Path of a file or folder in it; null if it is absent.</summary>
    public static string? TryFind(string relative) =>
        SharedFolder is { } folder && Path.Exists(Path.Combine(folder, relative)) ? Path.Combine(folder, relative) : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "MuBench.sln")))
                continue;
            var data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            return Directory.Exists(data) ? data : null;
        }

        return null;
    }
}
