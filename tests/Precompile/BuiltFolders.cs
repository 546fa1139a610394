namespace MuBench.Precompile;

/// <summary>The folders from which the tests and the programs that they start run.</summary>
internal static class BuiltFolders
{
    /// <summary>Finds them; the largest first, so that most assemblies are compiled together.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="configuration">The configuration, such as <c>Release</c>.</param>
    public static IReadOnlyList<string> Of(string root, string configuration) =>
    [
        .. Directory.GetDirectories(Path.Join(root, "tests"))
            .Concat([Path.Join(root, "src", "Cli"), Path.Join(root, "src", "Inference")])
            .Select(project => Path.Join(project, "bin", configuration))
            .Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.runtimeconfig.json").Any() && !folder.Contains("Precompile", StringComparison.Ordinal))
            .OrderByDescending(folder => Directory.EnumerateFiles(folder, "*.dll").Count())
            .ThenBy(folder => folder, StringComparer.Ordinal),
    ];
}
