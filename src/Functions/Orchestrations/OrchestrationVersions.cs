using System.Globalization;
using Microsoft.DurableTask;

namespace MuBench.Functions.Orchestrations;

/// <summary>
/// The version of the orchestrators: <c>defaultVersion</c> of <c>host.json</c>. A new instance gets it and keeps it. An orchestrator
/// whose steps change asks with <see cref="IsAtLeast"/> which steps an instance has begun with (docs/operations.md).
/// </summary>
internal static class OrchestrationVersions
{
    /// <summary>The version of new instances.</summary>
    public const int Current = 3;

    /// <summary>Whether an instance was started with a version or a later one. Instances from before the versions have version 0.</summary>
    public static bool IsAtLeast(TaskOrchestrationContext context, int version)
    {
        ArgumentNullException.ThrowIfNull(context);
        return int.TryParse(context.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var started) ? started >= version : version <= 0;
    }
}
