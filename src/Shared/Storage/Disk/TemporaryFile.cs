using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>A file in the making, beside its place: written whole, then renamed; deleted if that does not happen.</summary>
/// <remarks>It is held exclusively until it is in its place: what can be held by somebody else has no writer any more.</remarks>
public sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".mubench-";
    private const string Suffix = ".tmp";
    private const string LinkPrefix = Prefix + "link-";

    // Windows renames an open file only where its handle allows that.
    private static readonly FileShare Held = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly string _target;
    private readonly SafeFileHandle _handle;
    private string? _path;

    private TemporaryFile(string path, SafeFileHandle handle, string target) => (_path, _handle, _target) = (path, handle, target);

    /// <summary>Says whether a file name is that of a file in the making.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>A name for a second name of a file that is on its way to its place. Nobody can hold it: it is swept by its age alone.</summary>
    public static string LinkBeside(string target) => NameBeside(target, LinkPrefix);

    /// <summary>Deletes the files in the making below a folder that no process holds: those of killed ones.</summary>
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
                // Deleted while it is held: its maker cannot come between.
                File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception fault) when (DiskFaults.IsFault(fault))
            {
                // It is being written, is in its place by now, or is another user's: it costs space, and nothing reads it.
            }
        }
    }

    /// <summary>Writes the content that is to be at <paramref name="target"/> and flushes it to the disk.</summary>
    public static async Task<TemporaryFile> WriteAsync(
        string target, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var temporary = Create(target);
        try
        {
            using var stream = new DiskWriteStream(temporary._handle, target);
            await write(stream, cancellationToken);
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

    /// <summary>Puts the file in its place, over whatever is there.</summary>
    public void Replace()
    {
        try
        {
            File.Move(_path!, _target, overwrite: true);
            _path = null;
            _handle.Dispose(); // readers of the target wait for it
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", _target);
        }
    }

    /// <summary>Puts the file in its place unless there is one; returns whether it did.</summary>
    public bool TryCreate()
    {
        try
        {
            _handle.Dispose(); // where there are no hard links it is copied, and must be readable
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
            // Listings hide it, and the fault that brought us here says more to the user.
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
                    // A sweep held it before its maker did, and has deleted it: another name.
                }
            }
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", target);
        }
    }
}
