using System.Collections.Concurrent;
using MuBench.Contrastive;
using MuBench.Models.Calls;
using MuBench.Throttling;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>The captions of a run, each embedded once per model instance. Safe for concurrent use.</summary>
internal sealed class RemoteTexts(EmbeddingEndpoint endpoint, RemoteEmbedder embedder) : IDisposable
{
    private readonly ConcurrentDictionary<string, float[]> _known = new(StringComparer.Ordinal);

    // Shards share most captions: a second shard waits for those that the first has requested.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Embeds the captions that are not known yet. Returns the faults of captions that could not be embedded.</summary>
    public async Task<IReadOnlyDictionary<string, CallFault>> EmbedAsync(
        IEnumerable<string> texts, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var faults = new ConcurrentDictionary<string, CallFault>(StringComparer.Ordinal);
        await _turn.WaitAsync(draining).ConfigureAwait(false);
        try
        {
            var missing = texts.Where(text => !_known.ContainsKey(text)).Distinct(StringComparer.Ordinal).ToList();
            await embedder.EmbedAsync(missing, endpoint.EmbedAsync, _ => 0, (batch, result) =>
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    if (result.Response is { } response)
                        _known[batch[i]] = response.Vectors[i];
                    else
                        faults[batch[i]] = result.Fault!;
                }

                return Task.CompletedTask;
            }, progress, draining, cancellationToken).ConfigureAwait(false);
            return faults;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The vectors of a question's options; for an option of several sentences, their mean.</summary>
    public IEnumerable<float[]> Options(PromptVariant variant) => variant.Sentences is { } sentences
        ? sentences.Select(texts => texts.Count == 1 ? _known[texts[0]] : Embedding.Mean([.. texts.Select(text => _known[text])], "The endpoint"))
        : variant.Options!.Select(text => _known[text]);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
