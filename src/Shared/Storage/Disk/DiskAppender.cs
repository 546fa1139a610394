using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>Appends whole lines to a file to which other threads and processes append too.</summary>
internal static class DiskAppender
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    // Threads of this process wait here. The slower retry on a locked file is needed for other processes only.
    // Striped by path, so that the number of gates does not grow with the number of logs.
    private static readonly SemaphoreSlim[] Gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Appends lines in one write. If the last line is torn, ends it first.</summary>
    public static async Task AppendAsync(string file, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (lines.IsEmpty)
            return;
        if (lines.Span[^1] != (byte)'\n')
            throw new ArgumentException("What is appended must end in a line feed.", nameof(lines));

        var gate = Gates[(uint)string.GetHashCode(file, StringComparison.Ordinal) % Gates.Length];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var handle = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
            Append(handle, lines);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            throw DiskFaults.Explain(fault, "append to", file);
        }
        finally
        {
            gate.Release();
        }
    }

    private static async ValueTask<SafeFileHandle> OpenAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenExclusiveAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
        {
            // A folder that another thread creates at this moment is reported as a missing file.
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return await OpenExclusiveAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    // Not FileMode.Append: it keeps its own position and would overwrite what others have appended.
    private static ValueTask<SafeFileHandle> OpenExclusiveAsync(string file, CancellationToken cancellationToken) =>
        DiskFile.OpenAsync(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancellationToken);

    private static void Append(SafeFileHandle handle, ReadOnlyMemory<byte> lines)
    {
        var length = RandomAccess.GetLength(handle);
        try
        {
            if (EndsInLine(handle, length))
                RandomAccess.Write(handle, lines.Span, length);
            else
                RandomAccess.Write(handle, new[] { LineFeed, lines }, length);
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            // The next append would end the torn line, but a reader could read it before that.
            RandomAccess.SetLength(handle, length);
            throw;
        }
    }

    private static bool EndsInLine(SafeFileHandle handle, long length)
    {
        if (length == 0)
            return true;
        byte last = 0;
        RandomAccess.Read(handle, MemoryMarshal.CreateSpan(ref last, 1), length - 1);
        return last == (byte)'\n';
    }
}
