using System.Security.Cryptography;
using System.Text;
using MuBench.Datasets.Import.Tsv;
using MuBench.Json;

namespace MuBench.Datasets.Import;

/// <summary>A hash over the files that an import would read, by name and content.</summary>
internal static class LocalFingerprint
{
    public static async Task<string> ComputeAsync(string path, CancellationToken cancellationToken)
    {
        var files = SourceFiles.Find(path);
        var paths = files.Format switch
        {
            DatasetFormats.Folder => await WithImagesAsync(files.Paths[0], cancellationToken).ConfigureAwait(false),
            DatasetFormats.Tsv => [.. files.Paths, .. await ImagesAsync(files.Paths, cancellationToken).ConfigureAwait(false)],
            _ => files.Paths,
        };
        var hashes = new string[paths.Count];
        try
        {
            await Parallel.ForAsync(0, paths.Count, cancellationToken, async (i, token) =>
            {
                using var source = new FileStream(paths[i], FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
                hashes[i] = Convert.ToHexStringLower(await SHA256.HashDataAsync(source, token).ConfigureAwait(false));
            }).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read: {fault.Message}", fault);
        }

        var lines = paths.Select((file, i) => $"{hashes[i]}  {Path.GetRelativePath(files.Folder, file).Replace('\\', '/')}\n");
        return Hashing.Sha256(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    private static async Task<IReadOnlyList<string>> WithImagesAsync(string questions, CancellationToken cancellationToken)
    {
        var images = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var line in QuestionLines.ReadAnyAsync(questions, cancellationToken).ConfigureAwait(false))
            images.UnionWith(line.Images().Select(image => FolderRows.ImagePath(questions, line, image.Field, image.Path)));
        return [questions, .. images];
    }

    private static async Task<IReadOnlyCollection<string>> ImagesAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var images = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var image in TsvRows.ImageFilesAsync(tables, cancellationToken).ConfigureAwait(false))
            images.Add(image);
        return images;
    }
}
