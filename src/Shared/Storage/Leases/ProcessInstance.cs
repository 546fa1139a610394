using System.Globalization;
using System.Runtime.InteropServices;

namespace MuBench.Storage.Leases;

/// <summary>
/// Identifies processes of this machine, on Linux. A process id is not enough: ids are reused, and each container has its own.
/// </summary>
internal static partial class ProcessInstance
{
    private const int NoSuchProcess = 3;

    private static readonly string? Numbering = TryReadNumbering();

    /// <summary>The identity of a running process, from boot, namespace and start time; null if the system does not provide it.</summary>
    public static string? TryGet(int processId) =>
        Numbering is not null && TryReadStat(processId) is { } stat ? $"{Numbering}/{stat.Start}" : null;

    /// <summary>Whether a process is known to have ended. Nothing is known about processes of another machine, container or boot.</summary>
    public static bool IsGone(int processId, string? instance)
    {
        if (Numbering is null || instance is null || !instance.StartsWith(Numbering + "/", StringComparison.Ordinal))
            return false;
        if (Kill(processId, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess)
            return true;
        // /proc may hide the process of another user. Then it exists, and nothing more is known.
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
            return null; // the system does not provide them; a lease then ends by its duration alone
        }
    }

    private static (bool IsDead, long Start)? TryReadStat(int processId)
    {
        try
        {
            // The name, in parentheses, may contain spaces. After it, the state is the first field and the start time the 20th.
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
