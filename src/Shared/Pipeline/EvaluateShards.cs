using MuBench.Models;

namespace MuBench.Pipeline;

/// <summary>Third step for several shards of one model: a sliding window over <see cref="EvaluateShard"/>.</summary>
/// <remarks>
/// Keeps enough shards open that their questions fill the model's slots twice, and never fewer than two, so that the tail
/// of one overlaps the head of the next and a slow shard holds up none. Idempotent as each shard is.
/// </remarks>
public sealed class EvaluateShards(RunInputs inputs, EvaluateShard evaluateShard)
{
    private const int MaxShardsAtOnce = 32;

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
        var capacity = 2 * plan.ModelOf(request.ModelId).Manifest.MostInFlight;
        var remaining = new SortedSet<int>(request.Shards);
        var (answered, reused, failed, outstanding) = (0, 0, 0, 0);
        string? stopReason = null;
        var isOutOfBudget = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining);
        var open = new List<Task<EvaluateShardResult>>();
        foreach (var shard in request.Shards)
        {
            while (open.Count >= MaxShardsAtOnce || (open.Count >= 2 && outstanding >= capacity))
                await CloseOneAsync().ConfigureAwait(false);
            if (stopReason is not null || isOutOfBudget || stop.IsCancellationRequested)
                break;
            outstanding += plan.Shards[shard].Questions;
            open.Add(EvaluateOneAsync(shard));
        }

        while (open.Count > 0)
            await CloseOneAsync().ConfigureAwait(false);
        return new EvaluateShardsResult(answered, reused, failed, stopReason is null && !isOutOfBudget ? [.. remaining] : [], stopReason, isOutOfBudget);

        async Task<EvaluateShardResult> EvaluateOneAsync(int shard)
        {
            try
            {
                return await evaluateShard.RunAsync(
                    new EvaluateShardRequest(request.RunId, request.ModelId, shard), progress, stop.Token, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false); // the others ask nothing new: what they would get may be lost
                throw;
            }
        }

        async Task CloseOneAsync()
        {
            var ended = await Task.WhenAny(open).ConfigureAwait(false);
            open.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
                await ((Task)Task.WhenAll(open)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // they end alike; the first fault is told
            var result = await ended.ConfigureAwait(false);
            outstanding -= plan.Shards[result.Shard].Questions;
            answered += result.Answered;
            reused += result.Reused;
            failed += result.Failed;
            stopReason ??= result.StopReason;
            isOutOfBudget |= result.IsOutOfBudget;
            if (result.NotRun == 0)
                remaining.Remove(result.Shard);
            closed?.Invoke(result);
        }
    }
}
