using MuBench.Manifests;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Storage.Leases;
using MuBench.Throttling;

namespace MuBench.Cli.Running;

/// <summary>The conductor of the command line: calls the pipeline's steps in this process, with limited parallelism.</summary>
/// <remarks>
/// Models behind HTTP run in parallel. Models in process run one after another, because each uses every core. The response log
/// makes a run resumable; this class keeps no state for that.
/// </remarks>
internal sealed class RunConductor : IAsyncDisposable
{
    private readonly ModelPool _pool;
    private readonly PlanRun _planRun;
    private readonly PrepareModel _prepareModel;
    private readonly EvaluateShards _evaluateShards;
    private readonly TakeLook _takeLook;
    private readonly ScoreModel _scoreModel;
    private readonly WriteReport _writeReport;
    private readonly ReportAhead _ahead;
    private readonly CancellationTokenSource _draining;
    private readonly CancellationToken _abandoned;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _localLane = new(1, 1);

    /// <summary>Creates a conductor for one run.</summary>
    /// <param name="context">The pipeline's context.</param>
    /// <param name="lease">The run's lease, by which this process also claims shards that other runs may ask; null if no other process uses the store.</param>
    /// <param name="draining">When it fires, nothing new is asked; the calls in flight are finished and logged.</param>
    /// <param name="abandoned">When it fires, the calls in flight are abandoned; logged responses stay.</param>
    public RunConductor(PipelineContext context, HeldLease? lease, CancellationToken draining, CancellationToken abandoned)
    {
        _draining = CancellationTokenSource.CreateLinkedTokenSource(draining);
        _abandoned = abandoned;
        _time = context.Time;
        var inputs = new RunInputs(context);
        Inputs = inputs;
        _pool = new ModelPool(context);
        _planRun = new PlanRun(context);
        _prepareModel = new PrepareModel(context, _pool);
        var claims = lease is null ? null : new ShardClaims(new StoreClaims(context.Store, context.Time), () => lease);
        _evaluateShards = new EvaluateShards(inputs, new EvaluateShard(context, _pool, inputs) { Claims = claims }, context.Time);
        _takeLook = new TakeLook(context, inputs);
        _scoreModel = new ScoreModel(context, inputs);
        _writeReport = new WriteReport(context, inputs);

        // Once, at half: a second time would often still be at work when the last answer comes.
        _ahead = new ReportAhead(context, inputs, 0.5);
    }

    /// <summary>The run's plan and dataset.</summary>
    public RunInputs Inputs { get; }

    /// <summary>Plans a run.</summary>
    public async Task<RunPlan> PlanAsync(string runId)
    {
        await _planRun.RunAsync(new PlanRunRequest(runId, ForgetsRefused: true), _draining.Token).ConfigureAwait(false);
        return (await Inputs.GetAsync(runId, _draining.Token).ConfigureAwait(false)).Plan;
    }

    /// <summary>Evaluates and scores all models and writes the report; null if the run was interrupted.</summary>
    public Task<WriteReportResult?> RunAsync(RunPlan plan, IReadOnlyList<ModelProgress> progress) =>
        RunSpans.TraceRunAsync(plan.RunId, progress, () => ConductAsync(plan, progress));

    private async Task<WriteReportResult?> ConductAsync(RunPlan plan, IReadOnlyList<ModelProgress> progress)
    {
        using var ended = new CancellationTokenSource();
        var watching = plan.Sampling is null ? _ahead.WatchAsync(plan.RunId, progress, ended.Token) : Task.CompletedTask;
        try
        {
            if (plan.Sampling is null)
                await RunModelsAsync(plan, plan.Models.Zip(progress), EvaluateAndScoreAsync).ConfigureAwait(false);
            else if (await RunWavesAsync(plan, progress).ConfigureAwait(false))
                await RunModelsAsync((await Inputs.GetAsync(plan.RunId, _draining.Token).ConfigureAwait(false)).Plan, plan.Models.Zip(progress), ScoreAsync).ConfigureAwait(false);
            if (_draining.IsCancellationRequested)
                return null;
            await _ahead.StopAsync(plan.RunId).ConfigureAwait(false);
            return await _writeReport.RunAsync(new WriteReportRequest(plan.RunId), _draining.Token).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
            await Inputs.StopThumbnailsAsync(plan.RunId).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ahead.DisposeAsync().ConfigureAwait(false);
        await _pool.DisposeAsync().ConfigureAwait(false);
        _localLane.Dispose();
        _draining.Dispose();
    }

    /// <summary>Asks the models wave by wave, with a look after each, until a look stops the run. Helpers are asked about all images before the first wave.</summary>
    /// <returns>Whether the run has stopped; false if it was interrupted.</returns>
    private async Task<bool> RunWavesAsync(RunPlan plan, IReadOnlyList<ModelProgress> progress)
    {
        var helpers = plan.Helpers;
        await RunModelsAsync(plan, helpers.Select(helper => (plan.Models[helper], progress[helper])), (_, model, own) => EvaluateAsync(plan, model, own, plan.ShardsOf(RunPlan.AllWaves))).ConfigureAwait(false);
        if (_draining.IsCancellationRequested)
            return false;
        List<(PlannedModel, ModelProgress)> asked = [.. Enumerable.Range(0, plan.Models.Count).Except(helpers).Select(model => (plan.Models[model], progress[model]))];
        for (var wave = 1; ; wave++)
        {
            var shards = plan.ShardsOf(wave);
            await RunModelsAsync(plan, asked, (_, model, own) => EvaluateAsync(plan, model, own, shards)).ConfigureAwait(false);
            if (_draining.IsCancellationRequested)
                return false;
            var look = await _takeLook.RunAsync(new TakeLookRequest(plan.RunId, wave), _draining.Token).ConfigureAwait(false);
            asked = [.. look.Next.Except(helpers).Select(model => (plan.Models[model], progress[model]))];
            var text = look.Pairs == 0 ? $"look {wave}" : $"look {wave}: {look.Decided} of {look.Pairs} pairs decided";
            foreach (var own in progress)
                own.Detail = text;
            if (look.Stopped is not null)
                return true;
        }
    }

    private Task RunModelsAsync(
        RunPlan plan, IEnumerable<(PlannedModel Model, ModelProgress Progress)> models, Func<RunPlan, PlannedModel, ModelProgress, Task<string>> work) => Task.WhenAll(models
        .GroupBy(pair => pair.Model.ModelId, StringComparer.Ordinal)
        .Select(passes => RunPassesAsync(plan, passes, work)));

    // One after another: they share an endpoint, and a later pass finds the responses of an earlier one in the log.
    private async Task RunPassesAsync(
        RunPlan plan, IEnumerable<(PlannedModel Model, ModelProgress Progress)> passes, Func<RunPlan, PlannedModel, ModelProgress, Task<string>> work)
    {
        foreach (var (model, progress) in passes)
            await RunModelAsync(plan, model, progress, work).ConfigureAwait(false);
    }

    private async Task RunModelAsync(RunPlan plan, PlannedModel model, ModelProgress progress, Func<RunPlan, PlannedModel, ModelProgress, Task<string>> work)
    {
        var local = ModelKinds.IsInProcess(model.Manifest);
        if (local)
            await _localLane.WaitAsync(_draining.Token).ConfigureAwait(false);
        try
        {
            // On another thread, because the work below may block before its first await.
            await Task.Run(() => RunSpans.TraceModelAsync(plan.RunId, progress, () => work(plan, model, progress)), CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            // A fault that is not specific to the model (such as a full store) ends the run. The other models drain.
            await _draining.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await _pool.ReleaseAsync(plan.RunId, model.Manifest.Id).ConfigureAwait(false);
            if (local)
                _localLane.Release();
        }
    }

    /// <summary>Prepares a model, and waits while its server wakes up or its endpoint cannot be reached.</summary>
    private async Task<PrepareModelResult> PrepareAsync(RunPlan plan, PlannedModel model, ModelProgress progress)
    {
        progress.State = ModelStates.Preparing;
        var outage = new OutageWait();
        while (true)
        {
            var prepared = await _prepareModel.RunAsync(new PrepareModelRequest(plan.RunId, model.Manifest.Id), _draining.Token).ConfigureAwait(false);
            progress.Detail = prepared.Waiting;
            if (prepared.Unreachable is null && prepared.RetryAfter is null)
                return prepared;
            progress.State = prepared.Unreachable is null ? ModelStates.Waking : ModelStates.Waiting;
            var pause = prepared.Unreachable is { } endpoint ? outage.NextPause(endpoint, _time.GetUtcNow()) : prepared.RetryAfter;
            if (pause is not { } wait)
                return prepared with { StopReason = prepared.Unreachable!.StopReason };
            await Task.Delay(wait, _time, _draining.Token).ConfigureAwait(false);
        }
    }

    private async Task<string> EvaluateAndScoreAsync(RunPlan plan, PlannedModel model, ModelProgress progress)
    {
        var state = await EvaluateAsync(plan, model, progress, [.. Enumerable.Range(0, plan.Shards.Count)]).ConfigureAwait(false);
        return state == ModelStates.Interrupted ? state : await ScoreAsync(plan, model, progress).ConfigureAwait(false);
    }

    private async Task<string> EvaluateAsync(RunPlan plan, PlannedModel model, ModelProgress progress, IReadOnlyList<int> shards)
    {
        var prepared = await PrepareAsync(plan, model, progress).ConfigureAwait(false);
        progress.StopReason = prepared.StopReason;
        progress.State = ModelStates.Evaluating;
        if (prepared.StopReason is null)
        {
            var request = new EvaluateShardsRequest(plan.RunId, model.Manifest.Id, shards);
            var evaluated = await _evaluateShards.RunAsync(request, progress, null, _draining.Token, _abandoned).ConfigureAwait(false);
            progress.StopReason = evaluated.StopReason;
        }

        return _draining.IsCancellationRequested ? progress.State = ModelStates.Interrupted : progress.State;
    }

    private async Task<string> ScoreAsync(RunPlan plan, PlannedModel model, ModelProgress progress)
    {
        progress.State = ModelStates.Scoring;
        await _ahead.StopAsync(plan.RunId).ConfigureAwait(false);
        var request = new ScoreModelRequest(plan.RunId, model.Manifest.Id, progress.StopReason);
        progress.SetScoredUsd((await _scoreModel.RunAsync(request, _draining.Token).ConfigureAwait(false)).SpentUsd);
        return progress.State = progress.StopReason is not null ? ModelStates.Stopped : progress.IsOutOfBudget ? ModelStates.OutOfBudget : ModelStates.Done;
    }
}
