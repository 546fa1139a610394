using System.Diagnostics;
using MuBench.TestUtils.Processes;

namespace MuBench.Bench;

/// <summary>Starts child processes of the benchmark: this program with another command, or the command line under test.</summary>
internal static class SelfProcess
{
    /// <summary>Starts this program.</summary>
    public static Process Start(params string[] arguments) => StartDll(Path.Combine(AppContext.BaseDirectory, "MuBench.Bench.dll"), arguments);

    /// <summary>Starts <c>mubench</c>.</summary>
    public static Process StartCli(params string[] arguments) => StartDll(CliProcess.Dll, arguments);

    /// <summary>Runs this program to its end and returns the last line of its output.</summary>
    public static async Task<string> LastLineAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static Process StartDll(string dll, string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [dll, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
