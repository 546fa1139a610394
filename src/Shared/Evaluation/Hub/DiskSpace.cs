using System.Globalization;

namespace MuBench.Hub;

/// <summary>Checks that a download has enough disk space.</summary>
internal static class DiskSpace
{
    /// <summary>Free bytes, as available to this user, of the disk that holds a folder; null if the system does not report them.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a network path: a full disk is noticed only when a write fails
        }
    }

    /// <param name="folder">The folder of the download.</param>
    /// <param name="needed">Bytes that it still needs.</param>
    /// <param name="options">The options.</param>
    /// <param name="advice">What to do without enough space.</param>
    /// <exception cref="UserException">There is not enough space.</exception>
    public static void Check(string folder, long needed, DownloadOptions options, string advice)
    {
        if (needed > 0 && options.FreeBytes(folder) is { } free && free < needed + options.SpareBytes)
        {
            throw new UserException(
                $"The download needs {Gigabytes(needed)} and some {Gigabytes(options.SpareBytes)} beside it, but the disk of '{folder}' has {Gigabytes(free)} free. "
                + advice);
        }
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB");
}
