using System.Runtime.InteropServices;

namespace MuBench.Cli;

/// <summary>A native library that the package of this platform does not have.</summary>
internal static class MissingLibrary
{
    /// <summary>A message for the user about an exception that a missing native library caused; null for any other exception.</summary>
    public static string? TextOf(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is DllNotFoundException missing)
                return $"This needs a native library that cannot be loaded on this platform ({RuntimeInformation.RuntimeIdentifier}). MuBench has all of them for linux-x64, linux-arm64, osx-arm64, win-x64 "
                    + $"and win-arm64; docs/ci.md says what the others lack. {FirstSentence(missing.Message)}";
        }

        return null;
    }

    // The rest lists every place that was searched.
    private static string FirstSentence(string text) => text.Split('\n')[0].Split(". ")[0].TrimEnd('.', '\r') + ".";
}
