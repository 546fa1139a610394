using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>A file in the making, beside its place: written whole, then renamed; deleted if that does not happen.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".mubench-";
    private const string Suffix = ".tmp";

    private readonly string _target;
    private string? _path;

    private TemporaryFile(string path, string target) => (_path, _target) = (path, target);

    /// <summary>Says whether a file name is that of a file in the making.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>A name for a file in the making, in the folder of its place.</summary>
    public static string NameBeside(string target) => Path.Join(Path.GetDirectoryName(target)!, Prefix + Path.GetRandomFileName() + Suffix);

    /// <summary>Writes the content that is to be at <paramref name="target"/> and flushes it to the disk.</summary>
    public static async Task<TemporaryFile> WriteAsync(
        string target, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folder = Path.GetDirectoryName(target)!;
        var path = NameBeside(target);
        var temporary = new TemporaryFile(path, target);
        try
        {
            using var handle = Create(path, folder, target);
            using var stream = new DiskWriteStream(handle, target);
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
        if (_path is null)
            return;
        try
        {
            File.Delete(_path);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            // Listings hide it, and the fault that brought us here says more to the user.
        }
    }

    private static SafeFileHandle Create(string path, string folder, string target)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Leftovers.DeleteOnce(folder, name => IsTemporary(name));
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "write", target);
        }
    }
}
