namespace MuBench.Cli;

/// <summary>Writes files into a folder that the user named.</summary>
internal static class OutputFolder
{
    /// <summary>Writes files and replaces existing ones.</summary>
    /// <param name="folder">The folder; made if it does not exist.</param>
    /// <param name="files">Paths relative to the folder, with <c>/</c>, and contents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">The folder or a file cannot be written.</exception>
    public static async Task WriteAsync(string folder, IReadOnlyList<(string Path, byte[] Content)> files, CancellationToken cancellationToken)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Join(folder, path);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                throw new UserException($"{folder}: no folder can be made there: {fault.Message}", fault);
            }

            await OutputFile.WriteAsync(file, content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Prints what was written: each file of the folder itself, and the number of files in each folder below it.</summary>
    public static void List(string folder, IReadOnlyList<(string Path, byte[] Content)> files, TextWriter output)
    {
        foreach (var below in files.GroupBy(file => Path.GetDirectoryName(file.Path) ?? "", StringComparer.Ordinal))
        {
            if (below.Key.Length > 0)
            {
                output.WriteLine($"{Path.Join(folder, below.Key)}: {below.Count()} files");
                continue;
            }

            foreach (var (path, content) in below)
                output.WriteLine($"{Path.Join(folder, path)}: {content.Length / 1000.0:N1} kB");
        }
    }
}
