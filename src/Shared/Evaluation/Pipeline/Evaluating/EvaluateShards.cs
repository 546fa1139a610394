using MuBench.Throttling;

namespace MuBench.Pipeline.Evaluating;

/// <summary>Third step for several shards of one model: a sliding window over <see cref="EvaluateShard"/>.</summary>
/// <remarks>
/// Keeps enough shards open that their questions fill the model's slots twice, and never fewer than two, so that the tail
/// of one overlaps the head of the next and a slow shard holds up none. Idempotent as each shard is.
/// </remarks>
public sealed class EvaluateShards(RunInputs inputs, EvaluateShard evaluateShard)
{
    /// <summary>Evaluates the shards.</summary>
    /// <param name="request">The shards.</param>
    /// <param name="progress">Counters that the call raises.</param>
    /// <param name="closed">Told of every shard as it ends; null where nobody listens.</param>
    /// <param name="draining">Once it fires, nothing new is asked; what is in flight is finished and logged.</param>
    /// <param name="cancellationToken">Abandons what is in flight; what is logged stays.</param>
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
            plan, request, (shard, stopping) => evaluateShard.RunAsync(shard, progress, stopping, cancellationToken), closed, draining);
        return await window.RunAsync().ConfigureAwait(false);
    }
}
