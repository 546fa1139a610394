using Microsoft.Extensions.Logging;

namespace MuBench.Functions.Triggers;

/// <summary>What the triggers say.</summary>
internal static partial class StarterLog
{
    [LoggerMessage(1, LogLevel.Information, "Run {RunId} was asked for: {Outcome}.")]
    public static partial void Asked(ILogger logger, string runId, StartOutcome outcome);

    [LoggerMessage(2, LogLevel.Warning, "The manifest {Path} was rejected as {RunId} with {Faults} faults: see its rejected.json.")]
    public static partial void Rejected(ILogger logger, string path, string runId, int faults);

    [LoggerMessage(3, LogLevel.Information, "{Path} is no manifest that is there: nothing to do.")]
    public static partial void Ignored(ILogger logger, string path);

    [LoggerMessage(4, LogLevel.Warning, "A message of the manifest queue is no event of a created blob: nothing to do.")]
    public static partial void Unreadable(ILogger logger);
}
