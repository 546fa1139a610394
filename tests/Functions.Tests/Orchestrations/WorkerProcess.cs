using System.Diagnostics;
using MuBench.TestUtils;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>A worker of the app in its own process.</summary>
internal sealed class WorkerProcess(Process process) : IDisposable
{
    private static string Dll { get; } = RepositoryFiles.Path(
        "tests", "Functions.TestWorker", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "MuBench.Functions.TestWorker.dll");

    /// <summary>Starts a worker on a task hub and a container.</summary>
    public static WorkerProcess Start(string connection, string hub, string container) => new(Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { Dll, connection, hub, container },
        RedirectStandardOutput = true,
    })!);

    /// <summary>Waits until the worker is ready.</summary>
    public async Task ReadyAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            if (line == "ready")
                return;
        }

        throw new InvalidOperationException($"The worker ended with {process.ExitCode} before it was ready.");
    }

    /// <summary>Kills the process as kill -9 does.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
