using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The C# files of the product.</summary>
internal static class SourceFiles
{
    /// <summary>The files below a folder of the repository, without what the build writes.</summary>
    /// <param name="folder">Such as <c>src/Shared</c>.</param>
    /// <returns>Paths relative to that folder, with <c>/</c>, and the texts.</returns>
    public static IReadOnlyList<(string Path, string Text)> Below(string folder)
    {
        var root = RepositoryFiles.Path(folder);
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(source => !source.Path.Split('/').Any(part => part is "bin" or "obj"))
            .OrderBy(source => source.Path, StringComparer.Ordinal)
            .Select(source => (source.Path, File.ReadAllText(source.File)))];
    }
}
