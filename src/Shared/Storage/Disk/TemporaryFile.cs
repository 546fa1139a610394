using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>A temporary file beside its final path: written as a whole, then renamed; deleted if it is not renamed.</summary>
/// <remarks>Its writer holds it exclusively until it is renamed. If another process can open it exclusively, its writer is gone.</remarks>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".mubench-";
    private const string Suffix = ".tmp";
    private const string LinkPrefix = Prefix + "link-";

    // Windows renames an open file only if its handle allows it.
    private static readonly FileShare Held = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly string _target;
    private readonly SafeFileHandle _handle;
    private string? _path;

    private TemporaryFile(string path, SafeFileHandle handle, string target) => (_path, _handle, _target) = (path, handle, target);

    /// <summary>Whether a file name is the name of a temporary file.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>
    /// A temporary name for a hard link beside its final path. A link cannot be held exclusively, so a sweep deletes it by its
    /// age alone.
    /// </summary>
    public static string LinkBeside(string target) => NameBeside(target, LinkPrefix);

    /// <summary>Deletes the temporary files below a folder that no process holds: those of killed processes.</summary>
    public static void Sweep(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix, Everywhere))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Path.GetFileName(path).StartsWith(LinkPrefix, StringComparison.Ordinal))
                continue;
            try
            {
                // Deleted by the handle that holds it, so that its writer cannot act in between.
                File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception fault) when (DiskFaults.IsFault(fault))
            {
                // The file is being written, was renamed, or belongs to another user. It only takes space; nothing reads it.
            }
        }
    }

    /// <summary>Writes the content for <paramref name="target"/> to a temporary file and flushes it to the disk.</summary>
    public static async Task<TemporaryFile> WriteAsync(
        string target, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var temporary = Create(target);
        try
        {
            using var stream = new DiskWriteStream(temporary._handle, target);
            await write(stream, cancellationToken).ConfigureAwait(false);
            stream.Complete();
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch
        {
            temporary.Dispose();
            throw;
        }

        return temporary;
    }

    /// <summary>Renames the file to its final path and replaces the file there.</summary>
    public void Replace()
    {
        try
        {
            File.Move(_path!, _target, overwrite: true);
            _path = null;
            _handle.Dispose(); // readers of the target wait for this handle
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", _target);
        }
    }

    /// <summary>Renames the file to its final path if that is free. Returns whether it did.</summary>
    public bool TryCreate()
    {
        try
        {
            _handle.Dispose(); // without hard links the file is copied, and must be readable
            return ExclusiveMove.TryMove(_path!, _target);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "create", _target);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (_path is not null)
                File.Delete(_path);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            // Listings leave the file out, and the fault that is already being reported matters more to the user.
        }
        finally
        {
            _handle.Dispose();
        }
    }

    private static string NameBeside(string target, string prefix) => Path.Join(Path.GetDirectoryName(target)!, prefix + Path.GetRandomFileName() + Suffix);

    private static TemporaryFile Create(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        try
        {
            Directory.CreateDirectory(folder);
            Leftovers.DeleteOnce(folder, name => IsTemporary(name));
            while (true)
            {
                var path = NameBeside(target, Prefix);
                try
                {
                    return new TemporaryFile(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, Held), target);
                }
                catch (IOException fault) when (DiskFaults.IsSharingViolation(fault))
                {
                    // A sweep opened the file before its writer did and deleted it. Another name is tried.
                }
            }
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", target);
        }
    }
}
