using MuBench.Models.Calls;
using MuBench.Throttling;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>Embeds many inputs in requests of a bounded size. A request that the server refuses is halved, so that one bad input costs itself alone.</summary>
internal sealed class RemoteEmbedder(EndpointCaller<EmbeddingResult> caller, int batchSize)
{
    /// <summary>Embeds inputs; each ends in a result, in no order.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="send">Sends some of them, once a slot is free.</param>
    /// <param name="questionsOf">Questions of the run that an input is for.</param>
    /// <param name="ended">Takes some inputs with how their request ended.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends waiting.</param>
    /// <param name="cancellationToken">Ends calls in flight too.</param>
    public Task EmbedAsync<TInput>(
        IReadOnlyList<TInput> inputs,
        Func<IReadOnlyList<TInput>, CancellationToken, Task<EmbeddingResult>> send,
        Func<TInput, int> questionsOf,
        Func<IReadOnlyList<TInput>, CallResult<EmbeddingResult>, Task> ended,
        ModelProgress progress,
        CancellationToken draining,
        CancellationToken cancellationToken)
    {
        return Task.WhenAll(inputs.Chunk(batchSize).Select(batch => EmbedBatchAsync(batch, batch.Sum(questionsOf))));

        async Task EmbedBatchAsync(TInput[] batch, int questions)
        {
            var result = await caller.CallAsync(() => token => send(batch, token), questions, progress, draining, cancellationToken).ConfigureAwait(false);
            if (result.Fault is { Kind: CallFaultKind.Rejected } && batch.Length > 1)
            {
                var half = batch.Length / 2;
                await Task.WhenAll(EmbedBatchAsync(batch[..half], 0), EmbedBatchAsync(batch[half..], 0)).ConfigureAwait(false);
                return;
            }

            await ended(batch, result).ConfigureAwait(false);
        }
    }
}
