using System.Collections.Concurrent;

namespace MuBench.Storage;

/// <summary>Deletes the incomplete files and folders of killed processes.</summary>
public static class Leftovers
{
    // A file that was not written to for this long has no running writer.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private static readonly ConcurrentDictionary<string, bool> Cleared = new(StringComparer.Ordinal);

    /// <summary>Deletes old temporary files and folders of a folder, at this process's first call for that folder.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="isTemporary">Whether a name is the name of a temporary file or folder.</param>
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
            // Another process deleted it first, or it belongs to another user. It only takes space; nothing reads it.
        }
    }
}
