using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Hosting;

/// <summary>
/// Ends the work of this process in order. At a shutdown its spans ask nothing new, finish what is in flight within their grace, and release their
/// claims. The same happens when the Functions host of this process has ended: a host that is killed leaves its workers behind, and such a worker
/// would ask on beside its successor.
/// </summary>
/// <remarks>Whether the host has ended is known on Linux only. Elsewhere an orphaned worker holds its claims until its spans have ended.</remarks>
internal sealed partial class HostWatch(RunWorker worker, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<HostWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await worker.StopAsync();
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (ParentId() is not { } host)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (ParentId() == host)
                continue;
            HostIsGone(logger, host);
            lifetime.StopApplication();
            return;
        }
    }

    // The kernel gives an orphan another parent. Its id is the second field after the name, which is in parentheses and may hold spaces.
    private static int? ParentId()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var stat = File.ReadAllText("/proc/self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    [LoggerMessage(LogLevel.Warning, "The host of this worker, process {Host}, has ended. The worker finishes its calls in flight and ends.")]
    private static partial void HostIsGone(ILogger logger, int host);
}
