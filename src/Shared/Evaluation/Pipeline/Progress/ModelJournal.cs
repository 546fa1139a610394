using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Pipeline.Progress;

/// <summary>
/// The finished work on a model of a run that several workers evaluate: <c>runs/RUNID/progress/MODELID.jsonl</c>,
/// append-only. It is used only to show progress; scores follow from the response log alone.
/// </summary>
internal static class ModelJournal
{
    /// <summary>Appends a line.</summary>
    public static Task AppendAsync(IArtifactStore store, string runId, string modelId, ModelEvent line, CancellationToken cancellationToken)
    {
        using var json = new MemoryStream();
        JsonSerializer.Serialize(json, line, PipelineJsonContext.Default.ModelEvent);
        json.WriteByte((byte)'\n');
        return store.AppendAsync(StoreLayout.RunProgress(runId, modelId), json.ToArray(), cancellationToken);
    }

    /// <summary>Appends a line with the state of the model from now on, which spends nothing.</summary>
    public static Task NoteAsync(
        PipelineContext context, string runId, string modelId, string state, string? detail, CancellationToken cancellationToken, string? stopReason = null, decimal? scoredUsd = null) =>
        AppendAsync(
            context.Store, runId, modelId,
            new ModelEvent { At = context.Time.GetUtcNow(), State = state, Detail = detail, StopReason = stopReason, Usd = 0, ScoredUsd = scoredUsd }, cancellationToken);

    /// <summary>Reads all complete lines; empty if there is no journal.</summary>
    public static async Task<IReadOnlyList<ModelEvent>> ReadAsync(IArtifactStore store, string runId, string modelId, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunProgress(runId, modelId);
        var content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) ?? [];
        var lines = new List<ModelEvent>();
        for (var rest = content.AsMemory(); rest.Span.IndexOf((byte)'\n') is >= 0 and var end; rest = rest[(end + 1)..])
        {
            if (TryParse(rest.Span[..end]) is { } line)
                lines.Add(line);
        }

        return lines;
    }

    // An incomplete line of a killed process is ignored: other lines contain the same information.
    private static ModelEvent? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PipelineJsonContext.Default.ModelEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
