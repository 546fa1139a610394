using System.Diagnostics;
using MuBench.TestUtils.Processes;

namespace MuBench.Bench;

/// <summary>Starts child processes of the benchmark: this program with another command, or the command line under test.</summary>
internal static class SelfProcess
{
    // All code is compiled in its final form when it first runs, so that a warm-up leaves nothing to compile.
    private static readonly Dictionary<string, string?> Compiled = new() { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_ReadyToRun"] = "0" };

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "MuBench.Bench.dll");

    /// <summary>Starts this program.</summary>
    public static Process Start(params string[] arguments) => StartDll(Dll, arguments);

    /// <summary>Starts <c>mubench</c> as the repository builds it.</summary>
    public static Process StartCli(params string[] arguments) => StartDll(CliProcess.Dll, arguments);

    /// <summary>Whether <see cref="StartCliElsewhere"/> works: on Linux, for the administrator.</summary>
    public static bool CanStartElsewhere => OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/unshare");

    /// <summary>Starts <c>mubench</c> under the name of another machine: other processes cannot see whether it still lives.</summary>
    public static Process StartCliElsewhere(string machine, params string[] arguments) =>
        Start("unshare", ["--uts", "sh", "-c", "hostname \"$0\" && exec dotnet \"$@\"", machine, CliProcess.Dll, .. arguments], null);

    /// <summary>Starts an installed <c>mubench</c>; without a program, the one that the repository builds.</summary>
    public static Process StartInstalled(string? program, params string[] arguments) => program is null ? StartCli(arguments) : Start(program, arguments);

    /// <summary>Starts another program with more variables in its environment.</summary>
    public static Process StartOther(string program, IReadOnlyDictionary<string, string?> environment, params string[] arguments) => Start(program, arguments, environment);

    /// <summary>Runs this program to its end and returns the last line of its output. What it measures holds no time of the compiler after a warm-up.</summary>
    public static async Task<string> LastLineAsync(params string[] arguments)
    {
        using var process = Start("dotnet", [Dll, .. arguments], Compiled);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static Process StartDll(string dll, string[] arguments) => Start("dotnet", [dll, .. arguments]);

    private static Process Start(string program, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
