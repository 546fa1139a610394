using Microsoft.Extensions.Logging;

namespace MuBench.Functions.Maintenance;

/// <summary>The log messages of the maintenance.</summary>
internal static partial class MaintenanceLog
{
    [LoggerMessage(30, LogLevel.Information, "The list of runs is checked. Removed: {Rejections} old rejections, {WorkerFiles} files of lost workers, {Claims} unheld claims, {Endpoints} limits of unused endpoints, {Histories} histories of orchestrations.")]
    public static partial void Removed(ILogger logger, int rejections, int workerFiles, int claims, int endpoints, int histories);
}
