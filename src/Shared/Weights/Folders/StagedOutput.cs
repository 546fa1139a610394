using MuBench.Weights.Mixing;

namespace MuBench.Weights.Folders;

/// <summary>An output that is written beside its final path and moved there when it is complete.</summary>
internal sealed class StagedOutput : IDisposable
{
    private readonly string _target;
    private readonly bool _isFolder;
    private readonly bool _canOverwrite;

    private StagedOutput(string target, bool isFolder, bool overwrite)
    {
        _target = target;
        _isFolder = isFolder;
        _canOverwrite = overwrite;
        // Beside the target, so that moving it is a rename.
        Stage = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
    }

    /// <summary>The temporary folder that the output is written to.</summary>
    public string Stage { get; }

    /// <summary>The temporary path of the output's file, for an output that is a file.</summary>
    public string StagedFile => Path.Combine(Stage, Path.GetFileName(_target));

    /// <summary>Prepares an output.</summary>
    /// <exception cref="UserException">The target exists already.</exception>
    public static StagedOutput Create(string target, bool isFolder, bool overwrite)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (isFolder ? File.Exists(path) : Directory.Exists(path))
            throw new UserException($"'{target}' is a {(isFolder ? "file" : "folder")}, and the inputs are {(isFolder ? "folders" : "files")}: name a {(isFolder ? "folder" : "file")} to write.");
        if (!overwrite && (isFolder ? Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() : File.Exists(path)))
            throw Exists(target);
        var output = new StagedOutput(path, isFolder, overwrite);
        try
        {
            Directory.CreateDirectory(output.Stage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OutputFaults.Explain(exception, target);
        }

        return output;
    }

    /// <summary>Checks that the further files of a model (shards, external data) would not replace existing files.</summary>
    public void CheckCompanions(IEnumerable<string> names)
    {
        var taken = _isFolder ? null : names.Select(name => Path.Combine(Path.GetDirectoryName(_target)!, name)).FirstOrDefault(File.Exists);
        if (taken is not null && !_canOverwrite)
            throw Exists(taken);
    }

    /// <summary>Moves the output to its final path.</summary>
    public void Commit()
    {
        try
        {
            if (_isFolder && TryMoveWhole())
                return;
            var root = _isFolder ? _target : Path.GetDirectoryName(_target)!;
            var main = _isFolder ? null : StagedFile;
            // The main file comes last, so that a reader who finds it finds all others.
            foreach (var file in Directory.EnumerateFiles(Stage, "*", SearchOption.AllDirectories).OrderBy(file => file == main).ToList())
            {
                var place = Path.Combine(root, Path.GetRelativePath(Stage, file));
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.Move(file, place, _canOverwrite);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OutputFaults.Explain(exception, _target);
        }
    }

    /// <summary>Removes what was not moved.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Stage))
            Directory.Delete(Stage, recursive: true);
    }

    private bool TryMoveWhole()
    {
        if (Directory.Exists(_target))
        {
            if (Directory.EnumerateFileSystemEntries(_target).Any())
                return false;
            Directory.Delete(_target);
        }

        Directory.Move(Stage, _target);
        return true;
    }

    private static UserException Exists(string path) =>
        new($"'{path}' already exists. Choose another name, or allow it to be replaced (--force).");
}
