using MuBench.Models.Calls;
using MuBench.Throttling;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>Embeds many inputs in requests of limited size. A rejected request is split in half, so that one bad input fails alone.</summary>
internal sealed class RemoteEmbedder(EndpointCaller<EmbeddingResult> caller, int batchSize)
{
    /// <summary>Embeds inputs. Each gets a result, in any order.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="send">Sends a part of them once a permit is free.</param>
    /// <param name="questionsOf">Number of questions of the run that need an input.</param>
    /// <param name="ended">Called with a part of the inputs and the result of their request.</param>
    /// <param name="progress">The model's counters.</param>
    /// <param name="draining">Ends the waits.</param>
    /// <param name="cancellationToken">Also cancels calls in flight.</param>
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
