using System.Diagnostics;
using MuBench.TestUtils;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>A worker of the app in its own process.</summary>
internal sealed class WorkerProcess(Process process) : IDisposable
{
    private static string DllOf(string project) => RepositoryFiles.Path(
        "tests", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "MuBench.Functions.TestWorker.dll");

    private static readonly TimeSpan MaxStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MaxEnd = TimeSpan.FromSeconds(30);

    private int _worker;

    /// <summary>Starts a worker on a task hub and a container.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="container">The container of the store.</param>
    /// <param name="underAShell">Whether its parent is a shell, as the Functions host is the parent of the app.</param>
    /// <param name="isNext">Whether it is the build of a later version, with a changed orchestrator.</param>
    public static WorkerProcess Start(string connection, string hub, string container, bool underAShell = false, bool isNext = false)
    {
        string[] command = ["dotnet", DllOf(isNext ? "Functions.TestWorkerNext" : "Functions.TestWorker"), connection, hub, container];
        var start = underAShell
            ? new ProcessStartInfo("bash", ["-c", "\"$@\" & echo pid $!; wait", "worker", .. command])
            : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardOutput = true;
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the worker is ready.</summary>
    public async Task ReadyAsync()
    {
        _worker = process.Id;
        using var late = new CancellationTokenSource(MaxStart);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
            {
                if (line.StartsWith("pid ", StringComparison.Ordinal))
                    _worker = int.Parse(line[4..], null);
                if (line == "ready")
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The worker was not ready after {MaxStart}.");
        }

        throw new InvalidOperationException($"The worker ended with {(process.HasExited ? process.ExitCode : null)} before it was ready.");
    }

    /// <summary>Kills the shell that started the worker, as kill -9 does.</summary>
    public void KillParent()
    {
        process.Kill();
        WaitForEnd(process);
    }

    /// <summary>Sends the worker a signal, such as <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_worker}"]);
        WaitForEnd(kill);
    }

    /// <summary>Waits until the worker has ended. A process without a waiting parent stays as a zombie.</summary>
    public Task EndedAsync(TimeSpan limit) => Waiting.UntilAsync(
        () => !File.Exists($"/proc/{_worker}/stat") || File.ReadAllText($"/proc/{_worker}/stat").Contains(") Z ", StringComparison.Ordinal), limit);

    /// <summary>Kills the process as kill -9 does.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        WaitForEnd(process);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static void WaitForEnd(Process process)
    {
        if (!process.WaitForExit(MaxEnd))
            throw new TimeoutException($"The process {process.Id} has not ended {MaxEnd} after it was killed.");
    }
}
