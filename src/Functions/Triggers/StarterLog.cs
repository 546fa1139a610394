using Microsoft.Extensions.Logging;
using MuBench.Printing;

namespace MuBench.Functions.Triggers;

/// <summary>The log messages of the triggers.</summary>
internal static partial class StarterLog
{
    [LoggerMessage(1, LogLevel.Information, "Start of run {RunId} requested: {Outcome}.")]
    public static partial void Asked(ILogger logger, string runId, StartOutcome outcome);

    /// <summary>A manifest was rejected. The blob's name is untrusted, so it is cleaned.</summary>
    public static void Rejected(ILogger logger, string path, string runId, int faults) => WriteRejected(logger, ShownText.Clean(path), runId, faults);

    /// <summary>A blob is not a manifest. Its name is untrusted, so it is cleaned.</summary>
    public static void Ignored(ILogger logger, string path) => WriteIgnored(logger, ShownText.Clean(path));

    [LoggerMessage(2, LogLevel.Warning, "The manifest {Path} was rejected as {RunId} with {Faults} faults: see its rejected.json.")]
    private static partial void WriteRejected(ILogger logger, string path, string runId, int faults);

    [LoggerMessage(3, LogLevel.Information, "There is no manifest {Path}: nothing to do.")]
    private static partial void WriteIgnored(ILogger logger, string path);

    [LoggerMessage(4, LogLevel.Warning, "A message of the manifest queue is not the event of a created blob: nothing to do.")]
    public static partial void Unreadable(ILogger logger);
}
