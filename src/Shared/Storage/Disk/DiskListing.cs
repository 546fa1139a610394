using System.IO.Enumeration;

namespace MuBench.Storage.Disk;

/// <summary>What lies in the folder of a disk store.</summary>
internal static class DiskListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>
    /// Lists files in ordinal order of their store path. Files in the making, locks and files whose names no
    /// store path can express are left out.
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

    /// <summary>Names the folders right under a folder in ordinal order: those that hold anything that <see cref="List"/> would list, as no blob store has others.</summary>
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
            return false; // deleted since it was listed
        }
    }

    /// <summary>Looks at one file; null where it is missing, or was deleted since it was listed.</summary>
    public static StoreEntry? Stat(StorePath path, FileInfo file)
    {
        // A model folder may be links into a download cache: what counts is the file that is read.
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
