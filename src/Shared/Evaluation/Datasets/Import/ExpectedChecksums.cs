namespace MuBench.Datasets.Import;

/// <summary>
/// The expected SHA-256 of files: as given by the user, else from a checksum file beside them, else as recorded by a
/// Hugging Face download.
/// </summary>
internal sealed class ExpectedChecksums
{
    private const int HexLength = 64;
    private static readonly string[] ListNames = ["SHA256SUMS", "SHA256SUMS.txt", "sha256sums.txt", "sha256sum.txt"];

    private readonly Dictionary<string, (string Sha256, string Source)> _expected = new(StringComparer.Ordinal);

    private ExpectedChecksums()
    {
    }

    /// <exception cref="UserException">A checksum is malformed or names a file that is not imported.</exception>
    public static async Task<ExpectedChecksums> LoadAsync(
        SourceFiles files, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var checksums = new ExpectedChecksums();
        var names = files.Paths.Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, sha256) in given)
        {
            if (!names.Contains(name))
                throw new UserException($"A SHA-256 is given for '{name}', which is not among the files to import: {string.Join(", ", names.Order(StringComparer.Ordinal))}.");
            if (!IsSha256(sha256))
                throw new UserException($"The SHA-256 given for '{name}' is '{sha256}'; expected 64 hex digits.");
            checksums._expected[name] = (sha256.ToLowerInvariant(), "the import's options");
        }

        foreach (var list in ListNames.Select(name => Path.Combine(files.Folder, name)).Where(File.Exists))
            await checksums.AddListAsync(list, names, cancellationToken).ConfigureAwait(false);
        foreach (var path in files.Paths)
        {
            await checksums.AddListAsync(path + ".sha256", names, cancellationToken).ConfigureAwait(false);
            await checksums.AddHuggingFaceAsync(path, cancellationToken).ConfigureAwait(false);
        }

        return checksums;
    }

    /// <summary>Whether a checksum is known for a file.</summary>
    public bool Knows(string path) => _expected.ContainsKey(Path.GetFileName(path));

    /// <exception cref="UserException">The file has another checksum.</exception>
    public void Check(string path, string actual)
    {
        if (_expected.TryGetValue(Path.GetFileName(path), out var expected) && expected.Sha256 != actual)
            throw new UserException($"'{path}' has the SHA-256 {actual}, but {expected.Source} says {expected.Sha256}. Download the file again.");
    }

    private static bool IsSha256(string text) => text.Length == HexLength && text.All(char.IsAsciiHexDigit);

    /// <summary>Lines of <c>sha256sum</c>: the digest, a space, a space or an asterisk, the name.</summary>
    private async Task AddListAsync(string list, HashSet<string> names, CancellationToken cancellationToken)
    {
        if (!File.Exists(list))
            return;
        foreach (var line in await File.ReadAllLinesAsync(list, cancellationToken).ConfigureAwait(false))
        {
            var parts = line.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && IsSha256(parts[0]) && Path.GetFileName(parts[1].TrimStart('*')) is var name && names.Contains(name))
                _expected.TryAdd(name, (parts[0].ToLowerInvariant(), $"'{list}'"));
        }
    }

    /// <summary>
    /// A download into a folder records each file's digest as the second line of a metadata file. A download into the
    /// cache names the blob, to which the file links, by its digest. Both apply only to files in large-file storage,
    /// which shards are.
    /// </summary>
    private async Task AddHuggingFaceAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var link = new FileInfo(path).LinkTarget;
        if (link is not null && Path.GetFileName(link) is var blob && IsSha256(blob))
            _expected.TryAdd(name, (blob.ToLowerInvariant(), $"the link's target '{link}'"));
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var metadata = Path.Combine(folder, ".cache", "huggingface", "download", Path.GetRelativePath(folder, path) + ".metadata");
            if (!File.Exists(metadata))
                continue;
            var lines = await File.ReadAllLinesAsync(metadata, cancellationToken).ConfigureAwait(false);
            if (lines.Length > 1 && IsSha256(lines[1].Trim()))
                _expected.TryAdd(name, (lines[1].Trim().ToLowerInvariant(), $"'{metadata}'"));
            return;
        }
    }
}
