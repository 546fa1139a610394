using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Models.Servers;

/// <summary>The wakes of a run's server, a file each, so that several workers write at once and a restarted one goes on.</summary>
internal sealed class WakeLog(IArtifactStore store, string runId, string modelId)
{
    /// <summary>A wake that nobody has tried for so long was left behind by a process that is gone.</summary>
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

    /// <summary>The wake that goes on at a moment; null where none does.</summary>
    public async Task<WakeRecord?> TryContinueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false))
            .LastOrDefault(wake => wake is { ReadyAt: null, GivenUp: false } && now - wake.TriedAt < Abandoned);

    /// <summary>Writes a wake, replacing what was known of it.</summary>
    public Task WriteAsync(WakeRecord wake, CancellationToken cancellationToken) => store.WriteAsync(
        StoreLayout.RunServer(runId, modelId) / $"{wake.StartedAt.UtcDateTime:yyyyMMdd'T'HHmmssfffffff}.json",
        JsonSerializer.SerializeToUtf8Bytes(wake, ModelJsonContext.Default.WakeRecord), cancellationToken);
}
