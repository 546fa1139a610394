namespace MuBench.Exports;

/// <summary>The files of an export in the making: written in a folder beside their places, moved there when all are whole.</summary>
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
        // In the target's folder, so that moving is renaming.
        _stage = Path.Combine(folder, $".mubench-{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(_stage);
    }

    /// <summary>The one file that was asked for; null where a folder was.</summary>
    public string? File { get; }

    /// <summary>Prepares to write what a request asks for.</summary>
    /// <exception cref="UserException">The target is there and is something else, or may not be replaced.</exception>
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
            files.Check(files.File!); // before an hour's work, not after it
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Begins a file; the caller disposes the stream.</summary>
    /// <param name="name">Its path under the folder.</param>
    /// <exception cref="UserException">It is there already.</exception>
    public FileStream Create(string name)
    {
        Check(name);
        var path = Path.Combine(_stage, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _names.Add(name);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, Buffer);
    }

    /// <summary>Begins a file that serves only this export and is gone when it is disposed.</summary>
    public FileStream CreateScratch() => new(
        Path.Combine(_stage, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose);

    /// <summary>Puts the files in their places; returns their full paths.</summary>
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

    /// <summary>Removes what was not put in place.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_stage))
            Directory.Delete(_stage, recursive: true);
    }

    private void Check(string name)
    {
        var place = Path.Combine(_folder, name);
        if (!_canReplace && Path.Exists(place))
            throw new UserException($"'{place}' is there already. Give --force to write over it, or another name.");
    }
}
