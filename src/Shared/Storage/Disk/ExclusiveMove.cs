using System.Runtime.InteropServices;

namespace MuBench.Storage.Disk;

/// <summary>Moves a file to a name only if that name is free.</summary>
/// <remarks>
/// On Unix, <see cref="File.Move(string, string, bool)"/> checks whether the target exists and then renames, so two callers can
/// both succeed. A hard link is created or refused atomically.
/// </remarks>
internal static partial class ExclusiveMove
{
    private const int FileExists = 17;

    /// <summary>Moves the file. If the target exists, returns false and leaves the file in place.</summary>
    public static bool TryMove(string source, string target)
    {
        if (OperatingSystem.IsWindows())
            return TryMoveOnWindows(source, target);
        if (Link(source, target) == 0)
            return true; // the caller deletes the other name
        return Marshal.GetLastPInvokeError() != FileExists && TryCopy(source, target);
    }

    private static bool TryMoveOnWindows(string source, string target)
    {
        try
        {
            File.Move(source, target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    // For file systems without hard links (FAT, some network shares): exclusive, but not atomic.
    internal static bool TryCopy(string source, string target)
    {
        FileStream destination;
        try
        {
            destination = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }

        try
        {
            using (destination)
                destination.Write(File.ReadAllBytes(source));
            return true;
        }
        catch
        {
            File.Delete(target);
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);
}
