using System.Runtime.InteropServices;

namespace MuBench.Storage.Disk;

/// <summary>Gives a file a second name with a hard link.</summary>
internal static partial class HardLink
{
    /// <summary>Links a file to another name and replaces the file there. Returns false if the file system cannot link.</summary>
    public static bool TryReplace(string file, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = TemporaryFile.LinkBeside(target);
        if (!TryCreate(file, temporary))
            return false;
        try
        {
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            // On Unix, renaming one name of a file to another name of the same file succeeds and leaves both.
            File.Delete(temporary);
        }

        return true;
    }

    private static bool TryCreate(string file, string link) =>
        OperatingSystem.IsWindows() ? CreateHardLink(link, file, 0) : Link(file, link) == 0;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);

    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string link, string file, nint security);
}
