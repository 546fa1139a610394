using System.Runtime.InteropServices;

namespace MuBench.TestUtils.Processes;

/// <summary>The signal of Ctrl-C.</summary>
internal static partial class InterruptSignal
{
    private const int Number = 2;

    /// <summary>
    /// Lets programs that are started from now on receive the signal. A shell ignores it for what it starts in the background, every child inherits that, and then no test could
    /// interrupt a program.
    /// </summary>
    public static void StopIgnoring()
    {
        if (OperatingSystem.IsLinux() && IsIgnored())
            _ = SetHandler(Number, 0);
    }

    private static bool IsIgnored()
    {
        const string Field = "SigIgn:";
        var ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..];
        return (Convert.ToUInt64(ignored.Trim(), 16) & (1UL << (Number - 1))) != 0;
    }

    // 0 is the default: the signal ends the process, unless it has a handler of its own.
    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int number, nint handler);
}
