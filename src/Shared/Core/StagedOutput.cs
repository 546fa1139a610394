namespace MuBench;

/// <summary>
/// A file or a folder that somebody asked for, in the making: everything is written into a hidden folder on the same
/// file system, and moved to its place when it is complete. Dispose it to remove what was not moved.
/// </summary>
/// <remarks>
/// The faults of the file system come as they are: the caller knows what the output is and what its user can do. A
/// document of a store is written by the store.
/// </remarks>
public sealed class StagedOutput : IDisposable
{
    private const int BufferLength = 1 << 18;

    private readonly string _root;
    private readonly string? _newFolder;
    private readonly bool _canReplace;
    private readonly List<string> _names = [];

    private StagedOutput(string root, string? fileName, string? newFolder, bool canReplace)
    {
        (_root, FileName, _newFolder, _canReplace) = (root, fileName, newFolder, canReplace);
        // On the same file system as the target, so that a move is a rename.
        Folder = Path.Combine(newFolder is null ? root : Path.GetDirectoryName(root)!, $".mubench-{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The folder that the output is written into first.</summary>
    public string Folder { get; }

    /// <summary>The name of the file that was asked for; null where a folder was.</summary>
    public string? FileName { get; }

    /// <summary>Prepares to write a file, and perhaps others beside it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="canReplace">Whether files that are there already are replaced.</param>
    /// <exception cref="UserException">The file exists already.</exception>
    public static StagedOutput ForFile(string path, bool canReplace)
    {
        var full = FullPathOf(path);
        CheckFree(full, canReplace); // before an hour's work, not after it
        return new StagedOutput(Path.GetDirectoryName(full)!, Path.GetFileName(full), null, canReplace);
    }

    /// <summary>Prepares to write a folder. One that is there already keeps its other files; a new one appears with all its files at once.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="canReplace">Whether files that are there already are replaced.</param>
    public static StagedOutput ForFolder(string path, bool canReplace)
    {
        var full = FullPathOf(path);
        return new StagedOutput(full, null, Directory.Exists(full) ? null : full, canReplace);
    }

    /// <summary>Checks that nothing is at a place, unless it may be replaced.</summary>
    /// <param name="path">The place.</param>
    /// <param name="canReplace">Whether what is there is replaced.</param>
    /// <exception cref="UserException">Something exists there already.</exception>
    public static void CheckFree(string path, bool canReplace)
    {
        if (!canReplace && Path.Exists(path))
            throw new UserException($"'{path}' already exists. Give --force to replace it, or another name.");
    }

    /// <summary>Creates a file. The caller disposes the stream.</summary>
    /// <param name="name">Its path relative to the output's folder.</param>
    /// <exception cref="UserException">It exists already.</exception>
    public FileStream Create(string name)
    {
        CheckFree(name);
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _names.Add(name);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, BufferLength);
    }

    /// <summary>Creates a temporary file that is no part of the output. It is deleted when its stream is disposed.</summary>
    public FileStream CreateScratch() => new(
        Path.Combine(Folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferLength, FileOptions.DeleteOnClose);

    /// <summary>Checks that a file of the output is not there already, unless it may be replaced.</summary>
    /// <param name="name">Its path relative to the output's folder.</param>
    /// <exception cref="UserException">It exists already.</exception>
    public void CheckFree(string name) => CheckFree(Path.Combine(_root, name), _canReplace);

    /// <summary>Moves the files to their places. Returns their full paths, in the order in which they were created.</summary>
    public IReadOnlyList<string> Commit()
    {
        // The main file comes last, so that a reader who finds it finds all others.
        var names = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))
            .Order(StringComparer.Ordinal).OrderBy(name => name == FileName).ThenBy(_names.IndexOf).ToList();
        if (_newFolder is not null && !Directory.Exists(_newFolder))
        {
            Directory.Move(Folder, _newFolder);
        }
        else
        {
            foreach (var name in names)
            {
                var place = Path.Combine(_root, name);
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.Move(Path.Combine(Folder, name), place, _canReplace);
            }
        }

        return [.. names.Select(name => Path.Combine(_root, name))];
    }

    /// <summary>Deletes what was not moved.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static string FullPathOf(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
