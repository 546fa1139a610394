using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>Opens and reads files to which another thread or process may be appending.</summary>
internal static class DiskFile
{
    // An appender holds its file for less than a millisecond. After half a minute it hangs.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    /// <summary>Opens a file for reading; returns null if there is no file, or a folder.</summary>
    public static async ValueTask<SafeFileHandle?> TryOpenReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(file))
        {
            return null; // a folder is not an artifact
        }
    }

    /// <summary>Opens a file. Waits while another handle holds it exclusively.</summary>
    public static async ValueTask<SafeFileHandle> OpenAsync(
        string file, FileMode mode, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return File.OpenHandle(file, mode, access, share);
            }
            catch (IOException fault) when (DiskFaults.IsSharingViolation(fault) && Stopwatch.GetElapsedTime(start) < MaxWait)
            {
                await Task.Delay(Math.Min(1 << Math.Min(attempt, 5), 20), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads until the destination is full or the file ends. Returns the number of bytes read.</summary>
    public static async ValueTask<int> ReadAsync(
        SafeFileHandle handle, Memory<byte> destination, long offset, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = await RandomAccess.ReadAsync(handle, destination[total..], offset + total, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }
}
