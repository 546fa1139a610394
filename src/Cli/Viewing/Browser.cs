using System.ComponentModel;
using System.Diagnostics;

namespace MuBench.Cli.Viewing;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>
    /// Whether a browser would open in a window: the output is a terminal, so someone is there, and Linux has a display. Without a display Linux
    /// opens a browser for texts, which takes the terminal.
    /// </summary>
    /// <param name="isTerminal">Whether standard output is a terminal.</param>
    /// <param name="isLinux">Whether this is Linux.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static bool HasWindow(bool isTerminal, bool isLinux, Func<string, string?> environment) =>
        isTerminal && (!isLinux || !string.IsNullOrEmpty(environment("DISPLAY")) || !string.IsNullOrEmpty(environment("WAYLAND_DISPLAY")));

    /// <summary>Opens an address. A machine without a browser still has the printed address.</summary>
    public static void Open(string address)
    {
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (Exception fault) when (fault is Win32Exception or PlatformNotSupportedException or FileNotFoundException)
        {
            Console.Error.WriteLine($"No browser was opened: {fault.Message}");
        }
    }
}
