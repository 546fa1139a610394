using System.Collections.Concurrent;
using MuBench.Contrastive;
using MuBench.Models.Calls;
using MuBench.Throttling;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>The captions of a run, each embedded once in the life of a model. Safe on many threads.</summary>
internal sealed class RemoteTexts(EmbeddingEndpoint endpoint, RemoteEmbedder embedder) : IDisposable
{
    private readonly ConcurrentDictionary<string, float[]> _known = new(StringComparer.Ordinal);

    // Shards have most captions in common: the second one finds what the first has asked for.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Embeds what is not known yet. Gives the faults of the captions that could not be embedded.</summary>
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
                    if (result.Response is { } answer)
                        _known[batch[i]] = answer.Vectors[i];
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

    /// <summary>The vectors of a question's options; where one is several sentences, their mean.</summary>
    public IEnumerable<float[]> Options(PromptVariant form) => form.Sentences is { } sentences
        ? sentences.Select(texts => texts.Count == 1 ? _known[texts[0]] : Embedding.Mean([.. texts.Select(text => _known[text])], "The endpoint"))
        : form.Options!.Select(text => _known[text]);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
