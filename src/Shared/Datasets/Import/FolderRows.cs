using System.Runtime.CompilerServices;

namespace MuBench.Datasets.Import;

/// <summary>Rows of a folder with a <c>questions.jsonl</c> and image files.</summary>
internal static class FolderRows
{
    public static async IAsyncEnumerable<LooseImage> ReadAsync(
        string questions, ProgressMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(questions);
        meter.Begin(name);
        await foreach (var line in QuestionLines.ReadAsync(questions, cancellationToken))
        {
            var path = ImagePath(questions, line);
            byte[] bytes;
            try
            {
                DatasetIndex.CheckLength(new FileInfo(path).Length, new RowOrigin(name, "line", line.Number));
                bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw line.Fault(ReleaseColumns.Image, $"names '{line.Image}', which cannot be read: {fault.Message}");
            }

            if (bytes.Length == 0)
                throw line.Fault(ReleaseColumns.Image, $"names '{line.Image}', which is empty");
            meter.AddBytes(bytes.Length);
            yield return new LooseImage(line.ToRow(), bytes, new RowOrigin(name, "line", line.Number));
        }
    }

    /// <summary>
    /// The full path of a line's image. It may not leave the folder, by its name or by a link: a dataset from
    /// elsewhere could otherwise have any file of this machine sent to a model.
    /// </summary>
    /// <exception cref="UserException">It leaves the folder.</exception>
    public static string ImagePath(string questions, QuestionLine line)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(questions))!;
        if (Path.IsPathRooted(line.Image) || line.Image.Contains('\0'))
            throw line.Fault(ReleaseColumns.Image, $"is '{line.Image}'; expected a path relative to this file's folder");
        var path = Path.GetFullPath(Path.Combine(folder, line.Image));
        if (!IsUnder(folder, path))
            throw line.Fault(ReleaseColumns.Image, $"is '{line.Image}', which leaves the folder '{folder}'");
        for (var part = path; part.Length > folder.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo entry = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsUnder(folder, target.FullName))
                throw line.Fault(ReleaseColumns.Image, $"is '{line.Image}', a link that leaves the folder to '{target.FullName}'; copy the file into the folder");
        }

        return path;
    }

    private static bool IsUnder(string folder, string path) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
