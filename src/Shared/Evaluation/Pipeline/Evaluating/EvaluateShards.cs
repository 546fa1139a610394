using MuBench.Throttling;

namespace MuBench.Pipeline.Evaluating;

/// <summary>Third step for several shards of one model: a sliding window over <see cref="EvaluateShard"/>.</summary>
/// <remarks>
/// Keeps enough shards open that their questions fill the model's permits twice, and at least two. The end of one shard
/// thus overlaps the start of the next, and a slow shard delays no other. Idempotent, as each shard is.
/// </remarks>
public sealed class EvaluateShards(RunInputs inputs, EvaluateShard evaluateShard, TimeProvider time)
{
    /// <summary>Evaluates the shards.</summary>
    /// <param name="request">The shards.</param>
    /// <param name="progress">Counters that the call increases.</param>
    /// <param name="closed">Called after every shard; null for none.</param>
    /// <param name="draining">Once it fires, nothing new is asked; calls in flight are finished and logged.</param>
    /// <param name="cancellationToken">Also cancels calls in flight; logged responses stay.</param>
    public async Task<EvaluateShardsResult> RunAsync(
        EvaluateShardsRequest request,
        ModelProgress progress,
        Action<EvaluateShardResult>? closed = null,
        CancellationToken draining = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        using var window = new ShardWindow(
            plan, request, (shard, stopping) => evaluateShard.RunAsync(shard, progress, stopping, cancellationToken), closed,
            count => progress.Detail = count == 0 ? null : $"another process asks {(count == 1 ? "the last shard" : $"the last {count} shards")}", time, draining);
        return await window.RunAsync().ConfigureAwait(false);
    }
}
