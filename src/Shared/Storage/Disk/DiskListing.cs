using System.IO.Enumeration;

namespace MuBench.Storage.Disk;

/// <summary>Lists the files and folders of a disk store.</summary>
internal static class DiskListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>
    /// Lists files in ordinal order of their store path. Temporary files, locks and files whose names are not valid in a store
    /// path are left out.
    /// </summary>
    public static List<StoreEntry> List(string local, StorePath folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(local))
            return [];
        var files = new FileSystemEnumerable<FileInfo>(
            local, (ref entry) => (FileInfo)entry.ToFileSystemInfo(), Everything)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && !TemporaryFile.IsTemporary(entry.FileName) && !DiskExchange.IsLock(entry.FileName),
        };

        var items = new List<StoreEntry>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var relative = Path.GetRelativePath(local, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            var path = folder == StorePath.Root ? relative : $"{folder}/{relative}";
            if (StorePath.TryParse(path, out var parsed, out _) && Stat(parsed, file) is { } item)
                items.Add(item);
        }

        items.Sort((a, b) => string.CompareOrdinal(a.Path.Value, b.Path.Value));
        return items;
    }

    /// <summary>
    /// Lists the direct subfolders of a folder in ordinal order. As in a blob store, a folder counts only if <see cref="List"/>
    /// finds a file in it.
    /// </summary>
    public static IReadOnlyList<string> ListFolders(string local)
    {
        if (!Directory.Exists(local))
            return [];
        var names = Directory.EnumerateDirectories(local)
            .Where(HoldsFiles)
            .Select(folder => Path.GetFileName(folder))
            .Where(StorePath.IsSegment)
            .ToList();
        names.Sort(string.CompareOrdinal);
        return names;
    }

    private static bool HoldsFiles(string local)
    {
        try
        {
            return new FileSystemEnumerable<bool>(local, (ref _) => true, Everything)
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && !TemporaryFile.IsTemporary(entry.FileName) && !DiskExchange.IsLock(entry.FileName),
            }.Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false; // deleted after it was listed
        }
    }

    /// <summary>Describes one file; null if it is missing, or was deleted after it was listed.</summary>
    public static StoreEntry? Stat(StorePath path, FileInfo file)
    {
        // A model folder may contain links into a download cache. The target's size and time count.
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        try
        {
            return file.Exists ? new StoreEntry(path, file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
