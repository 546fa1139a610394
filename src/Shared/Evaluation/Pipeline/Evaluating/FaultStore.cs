using System.Text.Json;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Evaluating;

/// <summary>
/// Keeps the questions that failed in a run, so that scoring can distinguish failed from not run and the report can
/// give the reasons.
/// </summary>
internal static class FaultStore
{
    /// <summary>Writes the faults of one model and shard, replacing those of an earlier attempt.</summary>
    public static async Task WriteAsync(
        IArtifactStore store, string runId, string modelId, int shard, IReadOnlyCollection<QuestionFault> faults, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunFaults(runId, modelId, shard);
        if (faults.Count == 0)
        {
            await store.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var lines = new MemoryStream();
        foreach (var fault in faults.OrderBy(fault => fault.Row).ThenBy(fault => fault.Question, StringComparer.Ordinal))
        {
            JsonSerializer.Serialize(lines, fault, ResponseJsonContext.Default.QuestionFault);
            lines.WriteByte((byte)'\n');
        }

        await store.WriteAsync(path, lines.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads all faults of one model.</summary>
    public static async Task<IReadOnlyList<QuestionFault>> ReadAsync(IArtifactStore store, string runId, string modelId, CancellationToken cancellationToken)
    {
        var paths = new List<StorePath>();
        await foreach (var file in store.ListAsync(StoreLayout.RunFaults(runId, modelId), cancellationToken).ConfigureAwait(false))
            paths.Add(file.Path);
        var faults = new List<QuestionFault>();
        await foreach (var ofShard in ReadAhead.InOrderAsync(paths, (path, cancelled) => ReadAsync(store, path, cancelled), cancellationToken).ConfigureAwait(false))
            faults.AddRange(ofShard);
        return faults;
    }

    private static async Task<IReadOnlyList<QuestionFault>> ReadAsync(IArtifactStore store, StorePath path, CancellationToken cancellationToken)
    {
        var json = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? [];
        var faults = new List<QuestionFault>();
        foreach (var range in json.AsSpan().Split((byte)'\n'))
        {
            var line = json.AsSpan(range);
            if (!line.IsEmpty)
                faults.Add(JsonDocuments.Read(line, ResponseJsonContext.Default.QuestionFault, path));
        }

        return faults;
    }
}
