using System.Collections.Concurrent;

namespace MuBench.Storage;

/// <summary>What killed processes left half-written.</summary>
public static class Leftovers
{
    // Whatever has not been written to for so long has no writer any more.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private static readonly ConcurrentDictionary<string, bool> Cleared = new(StringComparer.Ordinal);

    /// <summary>Deletes old temporary files and folders of a folder, on this process's first call for it.</summary>
    /// <param name="folder">A folder, which need not exist.</param>
    /// <param name="isTemporary">Says whether a name is that of something in the making.</param>
    public static void DeleteOnce(string folder, Func<string, bool> isTemporary)
    {
        if (!Cleared.TryAdd(folder, true) || !Directory.Exists(folder))
            return;
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - Age;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (isTemporary(entry.Name) && entry.LastWriteTimeUtc < before)
                TryDelete(entry);
        }
    }

    private static void TryDelete(FileSystemInfo entry)
    {
        try
        {
            if (entry is DirectoryInfo directory)
                directory.Delete(recursive: true);
            else
                entry.Delete();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or it is another user's: it costs space, and nothing reads it.
        }
    }
}
