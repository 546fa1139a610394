using MuBench.Models;
using MuBench.Models.Generative;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Preparing;
using MuBench.Responses;
using MuBench.Throttling;

namespace MuBench.Pipeline.Batches;

/// <summary>
/// Advances the batches of one shard of a model by one step and returns at once: submits new batches, polls submitted
/// ones, and merges ended ones into the response log. The conductor calls it again after a delay, until no batch is
/// open.
/// </summary>
/// <remarks>
/// Idempotent: a batch's document is written before and after its submission, so a repeated call neither submits twice
/// nor asks answered questions again. Only one process at a time may work on a shard of a model.
/// </remarks>
internal sealed class AdvanceBatches(PipelineContext context, ModelPool pool, RunInputs inputs)
{
    /// <summary>Makes one step.</summary>
    /// <param name="request">The shard.</param>
    /// <param name="progress">Counters that the call increases.</param>
    /// <param name="draining">Once it fires, nothing new is submitted.</param>
    /// <param name="cancellationToken">Cancels the call. Submitted batches stay with the provider and are found again.</param>
    public async Task<AdvanceBatchesResult> RunAsync(
        EvaluateShardRequest request, ModelProgress progress, CancellationToken draining = default, CancellationToken cancellationToken = default)
    {
        var (plan, reader) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var model = plan.ModelOf(request.ModelId);
        var shard = plan.Shards[request.Shard];
        using var lease = await pool.RentAsync(plan, model, reader.Info).ConfigureAwait(false);
        var client = (lease.Model as GenerativeModel)?.Batches
            ?? throw new InvalidOperationException($"The model '{request.ModelId}' is not asked in batches.");
        var loaded = await LoadedShard.ReadAsync(inputs, plan, model, shard, reader, cancellationToken).ConfigureAwait(false);
        await EarlierSpending.RecoverAsync(context.Store, inputs, loaded, progress, cancellationToken).ConfigureAwait(false);
        var budget = await ShardBudget.OpenAsync(context, loaded, request.AllowanceUsd, cancellationToken).ConfigureAwait(false);
        var writer = new ResponseLogWriter(context.Store, loaded.LogPath);
        await using (writer.ConfigureAwait(false))
        {
            var sink = new ResponseSink(writer, progress, request.RunId, context.Time) { Budget = budget.Account, IsPriced = client.Cost.Price is not null };
            var work = new ShardWork(loaded);
            var missing = work.Missing;
            var batches = new ShardBatches(context, client, new BatchRequests(client, reader, shard, loaded.Prompts), work, sink, request.RunId, request.ModelId, shard.Number);
            var (wait, stopReason) = await AdvanceAsync(batches, budget, draining, cancellationToken).ConfigureAwait(false);
            progress.AddSpending(budget.Account.UnloggedUsd);
            var open = stopReason is null ? batches.Open : 0;
            if (open == 0)
            {
                batches.Report();
                await FaultStore.WriteAsync(context.Store, request.RunId, request.ModelId, shard.Number, sink.Faults, cancellationToken).ConfigureAwait(false);
            }

            return new AdvanceBatchesResult(
                request.Shard, open, wait.TotalSeconds, missing, sink.Answered, sink.Failures, budget.SpentUsd, batches.HeldUsd, budget.Account.IsRefused, batches.LastError,
                stopReason);
        }
    }

    private static async Task<(TimeSpan Wait, string? StopReason)> AdvanceAsync(
        ShardBatches batches, ShardBudget budget, CancellationToken draining, CancellationToken cancellationToken)
    {
        try
        {
            return (await batches.AdvanceAsync(draining, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ModelStoppedException exception)
        {
            return (TimeSpan.Zero, exception.Message);
        }
        finally
        {
            await budget.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
