using System.Buffers;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Models;
using MuBench.Models.Calls;
using MuBench.Pipeline.Batches;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Responses;
using MuBench.Storage.Leases;
using MuBench.Telemetry;
using MuBench.Throttling;

namespace MuBench.Pipeline.Evaluating;

/// <summary>Third step, once per model and shard: asks the questions that have no response in the log.</summary>
/// <remarks>
/// It is called at least once and is therefore idempotent: a repeated call reads the log first and asks nothing again.
/// It overwrites only the list of this run's faults for this model and shard.
/// </remarks>
public sealed class EvaluateShard(PipelineContext context, ModelPool pool, RunInputs inputs)
{
    /// <summary>Keeps other processes from asking the same questions; null if this process alone uses the store.</summary>
    public ShardClaims? Claims { get; init; }

    /// <summary>Evaluates a shard.</summary>
    /// <param name="request">The shard.</param>
    /// <param name="progress">Counters that the call increases.</param>
    /// <param name="draining">Once it fires, nothing new is asked; calls in flight are finished and logged.</param>
    /// <param name="cancellationToken">Also cancels calls in flight; logged responses stay.</param>
    internal Task<EvaluateShardResult> RunAsync(
        EvaluateShardRequest request, ModelProgress progress, CancellationToken draining = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Spans.TraceAsync(TelemetryNames.ShardSpan, request.RunId, request.ModelId, async span =>
        {
            span?.SetTag(TelemetryNames.Shard, request.Shard);
            var result = await EvaluateOrWaitAsync(request, progress, draining, cancellationToken).ConfigureAwait(false);
            span.SetCounts(result.Answered, result.Reused, result.Failed, result.NotRun);
            span.SetStopped(result.StopReason);
            return result;
        });
    }

    private async Task<EvaluateShardResult> EvaluateOrWaitAsync(
        EvaluateShardRequest request, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        try
        {
            return await EvaluateAsync(request, progress, draining, cancellationToken).ConfigureAwait(false);
        }
        catch (EndpointUnreachableException exception)
        {
            // The model could not be created in this process.
            var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
            return new EvaluateShardResult(request.Shard, 0, 0, 0, plan.Shards[request.Shard].QuestionsOf(plan.ModelOf(request.ModelId)), Unreachable: exception.Endpoint);
        }
    }

    private async Task<EvaluateShardResult> EvaluateAsync(
        EvaluateShardRequest request, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var (plan, reader) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var model = plan.ModelOf(request.ModelId);
        var shard = plan.Shards[request.Shard];
        if (model.Manifest.IsBatch)
            return await EvaluateBatchesAsync(request, plan, model, shard, progress, draining, cancellationToken).ConfigureAwait(false);
        using var lease = await pool.RentAsync(plan, model, reader.Info).ConfigureAwait(false);
        var loaded = await LoadedShard.ReadAsync(inputs, plan, model, shard, reader, cancellationToken).ConfigureAwait(false);
        if (Claims is null || ModelKinds.IsFloor(model.Manifest.Kind) || loaded.Pending().Count == 0)
            return await EvaluateAsync(request, lease.Model, loaded, null, progress, draining, cancellationToken).ConfigureAwait(false);
        if (await Claims.TryTakeAsync(plan, model, shard, cancellationToken).ConfigureAwait(false) is not { } claim)
            return ClaimedByOthers(request, loaded.Questions);
        await using (claim.ConfigureAwait(false))
        {
            // Another process may have asked between the reading and the claim.
            loaded = await loaded.ReadLogAgainAsync(inputs, cancellationToken).ConfigureAwait(false);
            return await EvaluateAsync(request, lease.Model, loaded, claim, progress, draining, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<EvaluateShardResult> EvaluateBatchesAsync(
        EvaluateShardRequest request, RunPlan plan, PlannedModel model, PlannedShard shard, ModelProgress progress, CancellationToken draining, CancellationToken cancellationToken)
    {
        var claim = Claims is null ? null : await Claims.TryTakeAsync(plan, model, shard, cancellationToken).ConfigureAwait(false);
        if (Claims is not null && claim is null)
            return ClaimedByOthers(request, shard.QuestionsOf(model));
        try
        {
            return await new BatchedShard(context, new AdvanceBatches(context, pool, inputs)).RunAsync(
                request, shard.QuestionsOf(model), EndpointPatience.Of(model.Manifest, context.Retry), progress, draining, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (claim is not null)
                await claim.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static EvaluateShardResult ClaimedByOthers(EvaluateShardRequest request, int questions) => new(request.Shard, 0, 0, 0, questions) { IsClaimed = true };

    private async Task<EvaluateShardResult> EvaluateAsync(
        EvaluateShardRequest request, IEvaluatedModel model, LoadedShard loaded, HeldClaim? claim, ModelProgress progress,
        CancellationToken draining, CancellationToken cancellationToken)
    {
        var pending = loaded.Pending();
        var missing = pending.Sum(question => question.Copies);
        progress.AddReused(loaded.Questions - missing);
        await EarlierSpending.RecoverAsync(context.Store, inputs, loaded, progress, cancellationToken).ConfigureAwait(false);

        var budget = await ShardBudget.OpenAsync(context, loaded, request.AllowanceUsd, cancellationToken).ConfigureAwait(false);
        var asked = pending.Count == 0
            ? new Asked(0, 0, [], null, null)
            : await AskAsync(model, loaded, pending, claim, budget, progress, draining, cancellationToken).ConfigureAwait(false);
        await FaultStore.WriteAsync(context.Store, request.RunId, request.ModelId, loaded.Shard.Number, asked.Faults, cancellationToken).ConfigureAwait(false);
        if (budget.Account.IsRefused)
            progress.IsOutOfBudget = true;
        return new EvaluateShardResult(
            request.Shard, asked.Answered, loaded.Questions - missing, asked.Failed, missing - asked.Answered - asked.Failed, asked.StopReason,
            budget.SpentUsd, budget.Account.IsRefused, asked.Unreachable);
    }

    /// <summary>Asks the pending questions, appends their responses to the response log, and keeps a copy of the log.</summary>
    private async Task<Asked> AskAsync(
        IEvaluatedModel model, LoadedShard loaded, List<PendingQuestion> pending, HeldClaim? claim, ShardBudget budget, ModelProgress progress,
        CancellationToken draining, CancellationToken cancellationToken)
    {
        var log = new ArrayBufferWriter<byte>();
        log.Write(loaded.LogContent);
        var asked = await AskAsync(model, loaded, pending, new ResponseLogWriter(context.Store, loaded.LogPath, log), claim, budget, progress, draining, cancellationToken).ConfigureAwait(false);
        await inputs.Logs.KeepAsync(loaded.LogPath, log.WrittenMemory, cancellationToken).ConfigureAwait(false);
        return asked;
    }

    private async Task<Asked> AskAsync(
        IEvaluatedModel model, LoadedShard loaded, List<PendingQuestion> pending, ResponseLogWriter writer, HeldClaim? claim, ShardBudget budget, ModelProgress progress,
        CancellationToken draining, CancellationToken cancellationToken)
    {
        using var images = model.NeedsImages
            ? await loaded.Prompts.ReadImagesAsync(loaded.Reader, loaded.Shard.Index, pending, cancellationToken).ConfigureAwait(false)
            : null;
        await using (writer.ConfigureAwait(false))
        {
            var sink = new ResponseSink(writer, progress, loaded.Plan.RunId, context.Time)
            {
                Budget = budget.Account,
                Claim = claim?.Generation ?? 0,
                IsPriced = ModelPrices.Of(loaded.Model.Manifest) is not null,
            };
            string? stopReason = null;
            using var gpu = budget.UseGpu();
            try
            {
                await model.AnswerAsync(pending, images, sink, draining, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelStoppedException exception)
            {
                stopReason = exception.Message;
            }
            finally
            {
                // The amounts are recorded however the evaluation ended.
                await budget.CloseAsync(CancellationToken.None).ConfigureAwait(false);
                progress.AddSpending(budget.Account.UnloggedUsd);
            }

            return new Asked(sink.Answered, sink.Failures, sink.Faults, stopReason, sink.Unreachable);
        }
    }

    private sealed record Asked(int Answered, int Failed, IReadOnlyCollection<QuestionFault> Faults, string? StopReason, UnreachableEndpoint? Unreachable);
}
