using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Models.Servers;

/// <summary>The wakes of a run's server, one file each, so that several workers can write at once and a restarted worker continues.</summary>
internal sealed class WakeLog(IArtifactStore store, string runId, string modelId)
{
    /// <summary>A wake without a try for this long was left behind by a process that stopped.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    /// <summary>All wakes, oldest first.</summary>
    public async Task<IReadOnlyList<WakeRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        var wakes = new List<WakeRecord>();
        await foreach (var file in store.ListAsync(StoreLayout.RunServer(runId, modelId), cancellationToken).ConfigureAwait(false))
        {
            if (await store.TryReadAsync(file.Path, cancellationToken).ConfigureAwait(false) is { } json)
                wakes.Add(JsonDocuments.Read(json, ModelJsonContext.Default.WakeRecord, file.Path));
        }

        return [.. wakes.OrderBy(wake => wake.StartedAt)];
    }

    /// <summary>The wake that is still in progress at a time; null if there is none.</summary>
    public async Task<WakeRecord?> TryContinueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false))
            .LastOrDefault(wake => wake is { ReadyAt: null, GivenUp: false } && now - wake.TriedAt < Abandoned);

    /// <summary>Writes a wake, replacing its earlier state.</summary>
    public Task WriteAsync(WakeRecord wake, CancellationToken cancellationToken) => store.WriteAsync(
        StoreLayout.RunServer(runId, modelId) / $"{wake.StartedAt.UtcDateTime:yyyyMMdd'T'HHmmssfffffff}.json",
        JsonSerializer.SerializeToUtf8Bytes(wake, ModelJsonContext.Default.WakeRecord), cancellationToken);
}
