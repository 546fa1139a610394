using MuBench.Telemetry;

namespace MuBench.Storage.Disk;

/// <summary>Translates faults of the file system into messages with a remedy.</summary>
public static class DiskFaults
{
    private const string InTheWay =
        "a file is in the way where a folder is needed. Move it away, or choose another store with --store.";

    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    // On Unix, HResult is the plain errno.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int FileExists = 17;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;

    /// <summary>Whether an exception is a fault of the file system.</summary>
    public static bool IsFault(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether a fault means that another process holds the file.</summary>
    public static bool IsSharingViolation(IOException fault) => OperatingSystem.IsWindows()
        ? fault.HResult is WindowsSharingViolation or WindowsLockViolation
        : fault.HResult == (OperatingSystem.IsMacOS() ? MacWouldBlock : LinuxWouldBlock);

    /// <summary>Makes an exception that says what failed, where, and what to do.</summary>
    public static StoreException Explain(Exception fault, string verb, string path)
    {
        Instruments.CountStoreFault("disk", verb);
        return new StoreException($"Could not {verb} '{path}': {Reason(fault)}", fault);
    }

    private static string Reason(Exception fault) => fault switch
    {
        UnauthorizedAccessException => "access is denied. Give this user permission to the folder, or choose another store with --store.",
        IOException io when IsDiskFull(io) => "the disk is full. Free some space and run the same command again: nothing that was finished is lost.",
        IOException io when IsSharingViolation(io) => "another process has held it for 30 seconds. End that process, then run the same command again.",
        IOException { HResult: ReadOnlyFileSystem } when !OperatingSystem.IsWindows() =>
            "the file system is read-only. Choose another store with --store.",
        // The fault of creating a folder below a file, or in its place.
        DirectoryNotFoundException => InTheWay,
        IOException { HResult: FileExists } when !OperatingSystem.IsWindows() => InTheWay,
        _ => $"{fault.Message.TrimEnd('.')}. Check the folder, or choose another store with --store.",
    };

    private static bool IsDiskFull(IOException fault) => OperatingSystem.IsWindows()
        ? fault.HResult is WindowsDiskFull or WindowsHandleDiskFull
        : fault.HResult == NoSpace || fault.HResult == (OperatingSystem.IsMacOS() ? MacQuota : LinuxQuota);
}
