using System.Runtime.InteropServices;

namespace MuBench.Storage.Disk;

/// <summary>Moves a file to a name that nobody else may have taken.</summary>
/// <remarks>
/// On Unix <see cref="File.Move(string, string, bool)"/> looks whether the target exists and then renames, so that
/// two movers can both succeed. A hard link is created or refused in one step.
/// </remarks>
internal static partial class ExclusiveMove
{
    private const int FileExists = 17;

    /// <summary>Moves the file; returns false, leaving it, where the target exists.</summary>
    public static bool TryMove(string source, string target)
    {
        if (OperatingSystem.IsWindows())
            return TryMoveOnWindows(source, target);
        if (Link(source, target) == 0)
            return true; // its owner deletes the other name
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

    // For file systems without hard links (FAT, some network shares): exclusive too, though not whole at once.
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
