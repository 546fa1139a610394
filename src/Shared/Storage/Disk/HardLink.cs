using System.Runtime.InteropServices;

namespace MuBench.Storage.Disk;

/// <summary>Gives a file a second name.</summary>
internal static partial class HardLink
{
    /// <summary>Puts a file under another name too, over whatever is there; false where the file system cannot.</summary>
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
            // On Unix, a rename between two names of the same file succeeds and leaves both.
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
