namespace MuBench.Datasets.Import;

/// <summary>Resolves the paths that a dataset's file gives of other files.</summary>
internal static class SourcePath
{
    /// <summary>
    /// The full path of a file that another file names. It must not leave the folder of that file, neither by its name
    /// nor by a link: otherwise a downloaded dataset could have any file of this machine sent to a model.
    /// </summary>
    /// <param name="file">The file that contains the path.</param>
    /// <param name="name">The path as written.</param>
    /// <param name="fault">Makes the exception from what is wrong with the name.</param>
    /// <exception cref="UserException">The path leaves the folder.</exception>
    public static string Resolve(string file, string name, Func<string, UserException> fault)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (Path.IsPathRooted(name) || name.Contains('\0'))
            throw fault($"is '{name}'; expected a path relative to this file's folder");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!IsUnder(folder, path))
            throw fault($"is '{name}', which leaves the folder '{folder}'");
        for (var part = path; part.Length > folder.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo entry = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsUnder(folder, target.FullName))
                throw fault($"is '{name}', a link that leaves the folder to '{target.FullName}'; copy the file into the folder");
        }

        return path;
    }

    private static bool IsUnder(string folder, string path) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
