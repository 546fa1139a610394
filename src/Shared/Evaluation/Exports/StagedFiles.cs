namespace MuBench.Exports;

/// <summary>
/// The files of an export while it runs. They are written in a temporary folder and moved to their places when all are
/// complete.
/// </summary>
internal sealed class StagedFiles : IDisposable
{
    private const int Buffer = 1 << 18;

    private readonly string _folder;
    private readonly string _stage;
    private readonly bool _canReplace;
    private readonly List<string> _names = [];

    private StagedFiles(string folder, string? file, bool replace)
    {
        (_folder, File, _canReplace) = (folder, file, replace);
        Directory.CreateDirectory(folder);
        // The temporary folder is in the target's folder, so that a move is a rename.
        _stage = Path.Combine(folder, $".mubench-{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(_stage);
    }

    /// <summary>The single file of the export; null if a folder was requested.</summary>
    public string? File { get; }

    /// <summary>Prepares the files of a request.</summary>
    /// <exception cref="UserException">The target exists and is of another kind, or may not be replaced.</exception>
    public static StagedFiles For(ExportRequest request)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Target));
        if (ExportTarget.IsFolder(request.Format, target))
        {
            return System.IO.File.Exists(target)
                ? throw new UserException($"'{request.Target}' is a file, and {request.Format} is a folder of files: name a folder.")
                : new StagedFiles(target, null, request.Replace);
        }

        if (Directory.Exists(target))
            throw new UserException($"'{request.Target}' is a folder: name a file to write.");
        var files = new StagedFiles(Path.GetDirectoryName(target)!, Path.GetFileName(target), request.Replace);
        try
        {
            files.Check(files.File!); // checked before the work, which may take an hour
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Creates a file. The caller disposes the stream.</summary>
    /// <param name="name">Its path under the folder.</param>
    /// <exception cref="UserException">The file exists already.</exception>
    public FileStream Create(string name)
    {
        Check(name);
        var path = Path.Combine(_stage, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _names.Add(name);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, Buffer);
    }

    /// <summary>Creates a temporary file that is deleted when it is disposed.</summary>
    public FileStream CreateScratch() => new(
        Path.Combine(_stage, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose);

    /// <summary>Moves the files to their places and returns their full paths.</summary>
    public IReadOnlyList<string> Commit()
    {
        var places = new List<string>();
        foreach (var name in _names)
        {
            var place = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            System.IO.File.Move(Path.Combine(_stage, name), place, _canReplace);
            places.Add(place);
        }

        return places;
    }

    /// <summary>Deletes the files that were not moved.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_stage))
            Directory.Delete(_stage, recursive: true);
    }

    private void Check(string name)
    {
        var place = Path.Combine(_folder, name);
        if (!_canReplace && Path.Exists(place))
            throw new UserException($"'{place}' already exists. Give --force to replace it, or another name.");
    }
}
