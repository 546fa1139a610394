using MuBench.Manifests;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;
using MuBench.Throttling;

namespace MuBench.Pipeline.Workers;

/// <summary>Evaluates a span of shards within a time limit, and writes the status meanwhile.</summary>
internal sealed class SpanEvaluator(
    PipelineContext context, RunInputs inputs, EvaluateShards evaluateShards, WorkerStatusTracker board, RunStatusStore statuses, BudgetOwner owner, WorkerLease lease,
    ReportAhead ahead, WorkerOptions options) : IDisposable
{
    // A model in process uses every core, so such models take turns.
    private readonly SemaphoreSlim _localLane = new(1, 1);

    /// <summary>Evaluates a span.</summary>
    /// <param name="request">The span.</param>
    /// <param name="stopping">Fires when the process is being shut down.</param>
    /// <remarks>The worker holds its lease meanwhile. If it loses it, it ends as at a shutdown.</remarks>
    /// <exception cref="UserException">A fault that does not belong to the model: the store or the dataset.</exception>
    public async Task<SpanResult> RunAsync(SpanRequest request, CancellationToken stopping)
    {
        var held = await lease.EnterAsync(stopping).ConfigureAwait(false);
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, held.Lost);
            var result = await EvaluateAsync(request, ending.Token).ConfigureAwait(false);
            return ending.IsCancellationRequested && result.Remaining.Count > 0 ? result with { RetryAfterSeconds = options.HandOver.TotalSeconds } : result;
        }
        finally
        {
            await lease.LeaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns a whole span, because this worker is being shut down.</summary>
    public async Task<SpanResult> ReturnAsync(SpanRequest request)
    {
        var (plan, _) = await inputs.GetAsync(request.RunId, CancellationToken.None).ConfigureAwait(false);
        return new SpanResult(request.Span, 0, request.Shards ?? ShardSpans.Of(plan, request.Wave)[request.Span], RetryAfterSeconds: options.HandOver.TotalSeconds);
    }

    private async Task<SpanResult> EvaluateAsync(SpanRequest request, CancellationToken stopping)
    {
        var (plan, _) = await inputs.GetAsync(request.RunId, stopping).ConfigureAwait(false);
        var model = plan.ModelOf(request.ModelId);
        var shards = request.Shards ?? ShardSpans.Of(plan, request.Wave, request.MinQuestions)[request.Span];
        var progress = new ModelProgress(request.ModelId, shards.Sum(shard => plan.Shards[shard].QuestionsOf(model)))
        {
            Kind = model.Manifest.Kind,
            State = ModelStates.Evaluating,
        };
        await owner.TakeAsync(plan, stopping).ConfigureAwait(false);
        using var draining = new CancellationTokenSource(BudgetOf(request, model), context.Time);
        using var abandoned = new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.Time);
        using var shutdown = stopping.Register(() =>
        {
            abandoned.CancelAfter(options.Grace);
            draining.Cancel();
        });

        if (request.IsTry)
            await ModelJournal.NoteAsync(context, request.RunId, request.ModelId, ModelStates.Evaluating, null, CancellationToken.None).ConfigureAwait(false);
        var counts = new List<ShardCount>();
        var evaluate = new EvaluateShardsRequest(request.RunId, request.ModelId, shards);
        var (result, cancelled) = await WatchedAsync(
            request, shards, progress, draining, () => EvaluateAsync(plan, evaluate, progress, counts.Add, draining.Token, abandoned.Token)).ConfigureAwait(false);
        await ModelJournal.AppendAsync(context.Store, request.RunId, request.ModelId, LineOf(counts, progress), CancellationToken.None).ConfigureAwait(false);
        if (result.Unreachable is { } unreachable)
            await ModelJournal.NoteAsync(context, request.RunId, request.ModelId, ModelStates.Waiting, unreachable.Reason, CancellationToken.None).ConfigureAwait(false);
        // At a shutdown every second counts, and the status follows from what is written here.
        await board.PublishAsync(request.RunId, composes: !stopping.IsCancellationRequested, CancellationToken.None).ConfigureAwait(false);
        return stopping.IsCancellationRequested && !cancelled
            ? PartOf(request, result, progress)
            : await ResultOfAsync(request, model, result, cancelled, progress).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _localLane.Dispose();

    private async Task<EvaluateShardsResult> EvaluateAsync(
        RunPlan plan, EvaluateShardsRequest request, ModelProgress progress, Action<ShardCount> closed, CancellationToken draining, CancellationToken abandoned)
    {
        var local = ModelKinds.IsInProcess(plan.ModelOf(request.ModelId).Manifest);
        if (local)
        {
            try
            {
                await _localLane.WaitAsync(draining).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (draining.IsCancellationRequested)
            {
                return new EvaluateShardsResult(0, 0, 0, request.Shards);
            }
        }

        var remaining = new SortedSet<int>(request.Shards);
        try
        {
            // A forward pass in process may block for a while before its first await.
            return await Task.Run(() => evaluateShards.RunAsync(request, progress, Close, draining, abandoned), CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            // The calls in flight did not end within the grace. What is logged stays; the rest is given back, so that another worker starts at once.
            return new EvaluateShardsResult(Math.Max(0, progress.Done - progress.Reused), progress.Reused, progress.Failed, [.. remaining]);
        }
        finally
        {
            if (local)
                _localLane.Release();
        }

        void Close(EvaluateShardResult shard)
        {
            closed(CountOf(shard));
            if (shard.NotRun == 0)
                remaining.Remove(shard.Shard);
        }
    }

    /// <summary>Evaluates shards, and checks meanwhile whether the attempt is still in progress.</summary>
    private async Task<(EvaluateShardsResult Result, bool Cancelled)> WatchedAsync(
        SpanRequest request, IReadOnlyList<int> shards, ModelProgress progress, CancellationTokenSource draining, Func<Task<EvaluateShardsResult>> evaluate)
    {
        using var shown = board.Begin(request.RunId, shards, progress);
        await AnnounceAsync(request.RunId).ConfigureAwait(false);
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(request, draining, ended.Token);
        var cancelled = false;
        EvaluateShardsResult result;
        try
        {
            result = await RunSpans.TraceModelAsync(request.RunId, progress, evaluate).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            cancelled = await watching.ConfigureAwait(false);
        }

        return (result, cancelled);
    }

    private async Task<SpanResult> ResultOfAsync(SpanRequest request, PlannedModel model, EvaluateShardsResult result, bool cancelled, ModelProgress progress)
    {
        if (cancelled)
            await statuses.ComposeAsync(request.RunId, CancellationToken.None).ConfigureAwait(false); // the last status of an attempt that has ended
        var status = await statuses.TryReadAsync(request.RunId, CancellationToken.None).ConfigureAwait(false);
        if (request.Scores && status is not null)
            ahead.Look(status);
        return PartOf(request, result, progress) with
        {
            Cancelled = cancelled,
            Status = status?.Models.FirstOrDefault(shown => shown.Id == request.ModelId),
            RetryAfterSeconds = model.Manifest.IsBatch && result.Remaining.Count > 0 ? options.BatchPoll.TotalSeconds : null,
            Workers = 1 + await statuses.CountOtherWorkersAsync(request.RunId, board.Worker, CancellationToken.None).ConfigureAwait(false),
        };
    }

    private static SpanResult PartOf(SpanRequest request, EvaluateShardsResult result, ModelProgress progress) =>
        new(request.Span, result.Answered + result.Failed, result.Remaining, result.StopReason, IsOutOfBudget: result.IsOutOfBudget)
        {
            Unreachable = result.Unreachable,
            IsHeldBack = progress.Started == 0,
        };

    private TimeSpan BudgetOf(SpanRequest request, PlannedModel model)
    {
        var budget = model.Manifest.IsBatch ? options.BatchBudget : options.Budget;
        return request.Seconds is { } seconds && TimeSpan.FromSeconds(seconds) < budget ? TimeSpan.FromSeconds(seconds) : budget;
    }

    /// <summary>Writes the status every few seconds, and ends the evaluation if the attempt has ended.</summary>
    /// <returns>Whether the attempt has ended.</returns>
    private async Task<bool> WatchAsync(SpanRequest request, CancellationTokenSource draining, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.Interval, context.Time);
        var isOver = false;
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                // Continues after the end of the attempt, while calls in flight finish: a conductor that takes over waits for that.
                if (await ReportStatusAsync(request, ended).ConfigureAwait(false) || isOver)
                    continue;
                isOver = true;
                await draining.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The span is complete.
        }

        return isOver;
    }

    /// <summary>Writes that this worker has questions, before it asks one: a conductor that takes over waits for the calls in flight of the workers that it sees.</summary>
    private async Task AnnounceAsync(string runId)
    {
        try
        {
            await board.PublishAsync(runId, composes: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // A status that cannot be written must not end the work; an unreachable store ends it with its own message.
        }
    }

    /// <summary>Writes the status of the span.</summary>
    /// <returns>Whether the attempt is still in progress.</returns>
    private async Task<bool> ReportStatusAsync(SpanRequest request, CancellationToken cancellationToken)
    {
        var isActive = true;
        try
        {
            isActive = await statuses.IsActiveAsync(request.RunId, request.Attempt, cancellationToken).ConfigureAwait(false);
            await board.PublishAsync(request.RunId, composes: true, cancellationToken).ConfigureAwait(false);
            if (request.Scores && await statuses.TryReadAsync(request.RunId, cancellationToken).ConfigureAwait(false) is { } status)
                ahead.Look(status);
        }
        catch (StoreException)
        {
            // A status that cannot be written must not end the work; an unreachable store ends it with its own message.
        }

        return isActive;
    }

    private static ShardCount CountOf(EvaluateShardResult shard) => new(shard.Shard, shard.Answered + shard.Reused, shard.Reused, shard.Failed);

    private ModelEvent LineOf(IReadOnlyList<ShardCount> counts, ModelProgress progress) => new()
    {
        At = context.Time.GetUtcNow(),
        Shards = counts,
        InputTokens = progress.InputTokens,
        OutputTokens = progress.OutputTokens,
        Usd = progress.Usd,
    };
}
