using System.Globalization;
using System.Runtime.InteropServices;

namespace MuBench.Storage.Leases;

/// <summary>Tells processes of this machine apart, on Linux: a number alone is given again, and each container has its own numbers.</summary>
internal static partial class ProcessInstance
{
    private const int NoSuchProcess = 3;

    private static readonly string? Numbering = TryReadNumbering();

    /// <summary>The name of a running process, as boot, namespace and start; null where the system does not say.</summary>
    public static string? TryGet(int processId) =>
        Numbering is not null && TryReadStat(processId) is { } stat ? $"{Numbering}/{stat.Start}" : null;

    /// <summary>Whether a process is known to be gone. A process of another machine, container or boot is not known.</summary>
    public static bool IsGone(int processId, string? instance)
    {
        if (Numbering is null || instance is null || !instance.StartsWith(Numbering + "/", StringComparison.Ordinal))
            return false;
        if (Kill(processId, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess)
            return true;
        // Another user's process can be hidden in /proc; then it is there, and no more is known.
        return TryReadStat(processId) is { } stat && (stat.IsDead || $"{Numbering}/{stat.Start}" != instance);
    }

    private static string? TryReadNumbering()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var space = new FileInfo("/proc/self/ns/pid").LinkTarget;
            return boot.Length > 0 && space is not null ? $"{boot}/{space}" : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null; // a system without them: leases are known to be over by their time alone
        }
    }

    private static (bool IsDead, long Start)? TryReadStat(int processId)
    {
        try
        {
            // The name, in parentheses, may have spaces; of what follows, the state is the first field and the start the 20th.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length >= 20 && long.TryParse(fields[19], CultureInfo.InvariantCulture, out var start) ? (fields[0] is "Z" or "X", start) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
