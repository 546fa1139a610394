using System.Diagnostics;
using System.Reflection;

namespace MuBench.Tests;

/// <summary>The Bicep compiler from the package of this platform.</summary>
internal static class BicepCli
{
    private static readonly string? Executable = typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(attribute => attribute.Key == "BicepPath")?.Value;

    /// <summary>Skips a test if no package has the compiler for this platform.</summary>
    public static void SkipWhereMissing() =>
        Assert.SkipWhen(Executable is null, "There is no package of the Bicep compiler for this operating system and processor.");

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Executable!, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
