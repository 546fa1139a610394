using MuBench.Models.Calls;
using MuBench.Pipeline.Evaluating;
using MuBench.Throttling;

namespace MuBench.Pipeline.Batches;

/// <summary>Evaluates a shard in batches within this process: polls until no batch is open.</summary>
internal sealed class BatchedShard(PipelineContext context, AdvanceBatches advance)
{
    /// <summary>Evaluates a shard.</summary>
    /// <param name="request">The shard.</param>
    /// <param name="questions">Number of questions of the shard that the model is asked.</param>
    /// <param name="patience">How long the model waits for a batch API that fails.</param>
    /// <param name="progress">Counters that the call increases.</param>
    /// <param name="draining">Once it fires, batches are left with the provider; a later run finds them again.</param>
    /// <param name="cancellationToken">Also cancels the call in flight.</param>
    public async Task<EvaluateShardResult> RunAsync(
        EvaluateShardRequest request, int questions, EndpointPatience patience, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var (missing, answered, atProvider, troubles) = (0, 0, 0, 0);
        var (since, hasAnswered) = (context.Time.GetTimestamp(), false);
        try
        {
            for (var (polls, isFirst) = (0, true); ; isFirst = false)
            {
                var step = await advance.RunAsync(request, progress, draining, cancellationToken).ConfigureAwait(false);
                if (isFirst)
                {
                    missing = step.Missing;
                    progress.AddReused(questions - missing);
                }

                answered += step.Answered;
                progress.AddInFlight(step.Open - atProvider);
                atProvider = step.Open;
                hasAnswered |= step.Trouble is null;
                if (step.Trouble is null)
                    since = context.Time.GetTimestamp();
                troubles = step.Trouble is null ? 0 : troubles + 1;
                progress.Outage = step.Trouble;
                if (troubles >= context.Retry.StopAfterFailures && context.Time.GetElapsedTime(since) >= patience.For(hasAnswered || progress.Done > 0))
                    return Result(step with { StopReason = $"the batch API failed {troubles} times in a row, the last time: {step.Trouble}" });
                if (step.Open == 0 || draining.IsCancellationRequested)
                    return Result(step);

                polls = step.Answered > 0 ? 0 : polls + 1;
                await WaitAsync(step, polls, draining).ConfigureAwait(false);
            }
        }
        finally
        {
            progress.AddInFlight(-atProvider);
            progress.Outage = null;
        }

        EvaluateShardResult Result(AdvanceBatchesResult step)
        {
            if (step.IsOutOfBudget)
                progress.IsOutOfBudget = true;
            return new EvaluateShardResult(
                request.Shard, answered, questions - missing, step.Failed, missing - answered - step.Failed, step.StopReason, step.SpentUsd, step.IsOutOfBudget);
        }
    }

    private async Task WaitAsync(AdvanceBatchesResult step, int polls, CancellationToken draining)
    {
        var wait = Math.Max(step.WaitSeconds, context.Polling.After(polls - 1).TotalSeconds);
        await Task.Delay(TimeSpan.FromSeconds(wait), context.Time, draining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
