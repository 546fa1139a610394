using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Pipeline.Planning;

/// <summary>Reads and writes <c>plan.json</c>.</summary>
internal static class PlanStore
{
    /// <summary>Reads the plan of a run.</summary>
    /// <exception cref="ArtifactNotFoundException">The run is not planned.</exception>
    public static async Task<RunPlan> ReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken) =>
        await TryReadAsync(store, runId, cancellationToken).ConfigureAwait(false)
        ?? throw new ArtifactNotFoundException(StoreLayout.RunPlan(runId), store.Description);

    /// <summary>Reads the plan of a run; null if it is not planned yet.</summary>
    public static async Task<RunPlan?> TryReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunPlan(runId);
        if (await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } json)
            return null;
        var plan = JsonDocuments.Read(json, PipelineJsonContext.Default.RunPlan, path);
        return plan.FormatVersion == RunPlan.CurrentFormatVersion
            ? plan
            : throw JsonDocuments.WrongVersion(path, plan.FormatVersion, RunPlan.CurrentFormatVersion);
    }

    /// <summary>Writes a plan.</summary>
    public static Task WriteAsync(IArtifactStore store, RunPlan plan, CancellationToken cancellationToken) =>
        store.WriteAsync(
            StoreLayout.RunPlan(plan.RunId), JsonSerializer.SerializeToUtf8Bytes(plan, PipelineJsonContext.Default.RunPlan), cancellationToken);
}
