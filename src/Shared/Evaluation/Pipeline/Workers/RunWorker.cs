using System.Collections.Concurrent;
using MuBench.Manifests;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Workers;

/// <summary>
/// The five steps as run by a worker of a conductor with several workers. Each call is short, writes the status of the
/// run, and ends at once if its attempt has ended. Every call is made at least once and is therefore idempotent.
/// </summary>
/// <remarks>
/// A fault of one model is returned as its stop reason. Every other fault (store, dataset, manifest) is thrown and ends
/// the attempt. The response log stays, and the next attempt continues from it.
/// </remarks>
public sealed class RunWorker : IAsyncDisposable
{
    private const int MaxBatchSpans = 64;
    private const int MinCallsPerSpan = 8;
    private const int MinRequestsPerSpan = 20;

    private readonly PipelineContext _context;
    private readonly RunInputs _inputs;
    private readonly RunStatusStore _statuses;
    private readonly WorkerOptions _options;
    private readonly ModelPool _pool;
    private readonly WorkerStatusTracker _board;
    private readonly BudgetOwner _owner;
    private readonly ConductorGuard _guard;
    private readonly SpanEvaluator _spans;
    private readonly WorkerLease _lease;
    private readonly ReportAhead _ahead;
    private readonly RunEnd _end;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _active = new();
    private readonly ConcurrentDictionary<string, string> _attempts = new(StringComparer.Ordinal);
    private readonly StoppingHost _host;

    /// <summary>Creates a worker. There is one per process.</summary>
    public RunWorker(PipelineContext context, WorkerOptions options)
    {
        context = context with { Retry = context.Retry with { MaxOutageWait = options.MaxOutageWait }, Budgets = new RunBudgets(isShared: true) };
        _context = context;
        _options = options;
        _host = new StoppingHost(context.Time, options);
        _inputs = new RunInputs(context);
        _statuses = new RunStatusStore(context);
        _pool = new ModelPool(context);
        _board = new WorkerStatusTracker(context, _statuses);
        _lease = new WorkerLease(context, _board.Worker, options.Lease);
        var claims = new StoreClaims(context.Store, context.Time);
        var evaluateShards = new EvaluateShards(_inputs, new EvaluateShard(context, _pool, _inputs) { Claims = new ShardClaims(claims, () => _lease.Held) }, context.Time);
        _guard = new ConductorGuard(context);
        _owner = new BudgetOwner(context, _board.Worker);
        _ahead = new ReportAhead(context, _inputs, 0.5, 0.85);
        _end = new RunEnd(context, _inputs, _statuses, _pool, claims, _lease, _ahead);
        _spans = new SpanEvaluator(context, _inputs, evaluateShards, _board, _statuses, _owner, _lease, _ahead, options);
    }

    /// <summary>Starts an attempt: ends every earlier one, and plans the run.</summary>
    /// <exception cref="UserException">The run cannot be planned, or a command line conducts it.</exception>
    public async Task<BeginRunResult> BeginAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        await _statuses.BeginAsync(request.RunId, request.Attempt, cancellationToken).ConfigureAwait(false);
        await _guard.RequireNoneAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        _inputs.Forget(request.RunId);
        await new PlanRun(_context).RunAsync(new PlanRunRequest(request.RunId), cancellationToken).ConfigureAwait(false);
        var (plan, _) = await _inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        _context.Budgets.Forget(request.RunId);
        await RunBudgets.ResetAsync(_context, plan, cancellationToken).ConfigureAwait(false);
        await _statuses.ComposeAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        return new BeginRunResult(Groups(plan).Count, plan.Questions, HasOneOwner(plan), plan.Sampling?.Waves.Count ?? 0, Helpers: plan.Helpers is { Count: > 0 } helpers ? helpers : null);
    }

    /// <summary>Prepares a pass of a model.</summary>
    public async Task<PreparePassResult> PrepareAsync(PassRequest request, CancellationToken cancellationToken = default)
    {
        await _inputs.RefreshAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var (plan, _) = await _inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var passes = Groups(plan)[request.Model];
        var model = passes[request.Pass].Manifest;
        var remote = !ModelKinds.IsInProcess(model);
        var prepared = new PreparePassResult(model.Id, passes.Count, ShardSpans.Of(plan, request.Wave).Count, WindowOf(plan, model), remote)
        {
            MinQuestions = ShardSpans.MinQuestions,
            SpansPerWorker = HasOneOwner(plan) || model.IsBatch ? 0 : WorkerOptions.SpansPerWorker,
        };
        if (!await _statuses.IsActiveAsync(request.RunId, request.Attempt, cancellationToken).ConfigureAwait(false))
            return prepared with { Cancelled = true };
        await ForgetEarlierAttemptAsync(request.RunId, request.Attempt).ConfigureAwait(false);
        await ReportStateAsync(request, model.Id, ModelStates.Preparing, cancellationToken).ConfigureAwait(false);
        if (model.Gpu is not null)
            await _owner.TakeAsync(plan, cancellationToken).ConfigureAwait(false); // the waiting time of a wake is paid from it
        var result = await new PrepareModel(_context, _pool).RunAsync(new PrepareModelRequest(request.RunId, model.Id), cancellationToken).ConfigureAwait(false);
        if (result.StopReason is null)
            await ReportStateAsync(request, model.Id, StateOf(result), cancellationToken, result.Waiting).ConfigureAwait(false);
        return prepared with { StopReason = result.StopReason, RetryAfter = result.RetryAfter, Unreachable = result.Unreachable };
    }

    /// <summary>
    /// Evaluates a span, or the part of it that the time limit allows. After the process was asked to stop, it is returned as it is: the work on it would end
    /// with the process.
    /// </summary>
    /// <param name="request">The span.</param>
    /// <param name="stopping">Fires when the host of this process stops. For a while no further span is taken then: a host that stops still gives out some.</param>
    /// <exception cref="OperationCanceledException">The host stops, as another span has seen.</exception>
    public async Task<SpanResult> EvaluateAsync(SpanRequest request, CancellationToken stopping = default)
    {
        if (_stopping.IsCancellationRequested)
            return await _spans.ReturnAsync(request).ConfigureAwait(false);
        if (_host.IsStopping)
            await _host.GiveBackAsync(Task.WhenAll(_active.Keys)).ConfigureAwait(false);
        using var asked = _host.Watch(stopping);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, _stopping.Token);
        var evaluating = EvaluateUntilAsync(request, ending.Token);
        _active.TryAdd(evaluating, true);
        try
        {
            return await evaluating.ConfigureAwait(false);
        }
        finally
        {
            _active.TryRemove(evaluating, out _);
        }
    }

    private async Task<SpanResult> EvaluateUntilAsync(SpanRequest request, CancellationToken stopping)
    {
        await _pool.ReleaseIdleAsync(TimeSpan.FromMinutes(5)).ConfigureAwait(false);
        await _inputs.RefreshAsync(request.RunId, stopping).ConfigureAwait(false);
        if (!await _statuses.IsActiveAsync(request.RunId, request.Attempt, stopping).ConfigureAwait(false))
            return new SpanResult(request.Span, 0, [], Cancelled: !await _statuses.HasReportAsync(request.RunId, request.Attempt, stopping).ConfigureAwait(false));
        await ForgetEarlierAttemptAsync(request.RunId, request.Attempt).ConfigureAwait(false);
        var result = await _spans.RunAsync(request, stopping).ConfigureAwait(false);
        var isWhole = request.Scores && result is { Remaining.Count: 0, Cancelled: false, StopReason: null, IsOutOfBudget: false, Unreachable: null };
        return isWhole ? await _end.TryEndAsync(request, result, stopping).ConfigureAwait(false) : result;
    }

    /// <summary>Looks at a run after a wave, and decides what is asked next.</summary>
    public async Task<TakeLookResult> LookAsync(LookRequest request, CancellationToken cancellationToken = default)
    {
        await _inputs.RefreshAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        if (!await _statuses.IsActiveAsync(request.RunId, request.Attempt, cancellationToken).ConfigureAwait(false))
            return new TakeLookResult(null, [], 0, 0, Cancelled: true);
        var look = await new TakeLook(_context, _inputs).RunAsync(new TakeLookRequest(request.RunId, request.Wave), cancellationToken).ConfigureAwait(false);
        await _statuses.ComposeAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        return look;
    }

    /// <summary>
    /// Ends the work of this process: its spans ask nothing new, finish their calls in flight within the grace, and return the remaining shards.
    /// </summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(_active.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Scores a pass of a model.</summary>
    public async Task<ScorePassResult> ScoreAsync(PassRequest request, CancellationToken cancellationToken = default)
    {
        await _inputs.RefreshAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var (plan, _) = await _inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        return await _end.ScoreAsync(request.RunId, Groups(plan)[request.Model][request.Pass].Manifest.Id, request.StopReason, request.IsOutOfBudget, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the report and ends the attempt.</summary>
    public async Task<WriteReportResult> ReportAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        await _inputs.RefreshAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        return await _end.ReportAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends an attempt that failed. If a command line conducts the run, the run keeps its status.</summary>
    public async Task FailAsync(RunRequest request, string error, CancellationToken cancellationToken = default)
    {
        var isOthers = await _guard.IsHeldAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        await _statuses.EndAsync(request.RunId, request.Attempt, RunStates.Failed, error, null, writesStatus: !isOthers, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ahead.DisposeAsync().ConfigureAwait(false);
        await _pool.DisposeAsync().ConfigureAwait(false);
        _spans.Dispose();
        await _lease.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
        _board.Dispose();
    }

    /// <summary>
    /// The run's models in order, each with its passes. The passes of a model run one after another, because they share
    /// an endpoint.
    /// </summary>
    private static List<List<PlannedModel>> Groups(RunPlan plan) =>
        [.. plan.Models.GroupBy(model => model.ModelId, StringComparer.Ordinal).Select(group => group.ToList())];

    // Batches stay with their provider and can run side by side.
    private int WindowOf(RunPlan plan, ModelManifest model) =>
        HasOneOwner(plan) ? 1 : model.IsBatch ? MaxBatchSpans : Math.Max(1, Math.Min(_options.MaxParallelShards, UsefulSpans(model)));

    // More spans than can use a model's limit would only wait for it.
    private static int UsefulSpans(ModelManifest model) => (int)Math.Min(
        model.MaxConcurrency is { } calls ? Math.Ceiling(calls / (double)MinCallsPerSpan) : int.MaxValue,
        model.RequestsPerMinute is { } requests ? requests / MinRequestsPerSpan : int.MaxValue);

    // A budget that cannot be shared holds within one process, so such a run is evaluated by one worker at a time.
    private static bool HasOneOwner(RunPlan plan) => plan.Manifest.MaxUsd is not null && !RunBudgets.CanShare(plan);

    // A model that an earlier attempt stopped must be asked again by the next one.
    private async Task ForgetEarlierAttemptAsync(string runId, string attempt)
    {
        var earlier = _attempts.GetOrAdd(runId, attempt);
        if (earlier != attempt && _attempts.TryUpdate(runId, attempt, earlier))
            await _pool.ReleaseAsync(runId).ConfigureAwait(false);
    }

    private static string StateOf(PrepareModelResult result) =>
        result.Unreachable is not null ? ModelStates.Waiting : result.RetryAfter is not null ? ModelStates.Waking : ModelStates.Evaluating;

    private async Task ReportStateAsync(PassRequest request, string modelId, string state, CancellationToken cancellationToken, string? detail = null)
    {
        await ModelJournal.NoteAsync(_context, request.RunId, modelId, state, detail, cancellationToken, request.StopReason).ConfigureAwait(false);
        await _statuses.RefreshAsync(request.RunId, cancellationToken).ConfigureAwait(false);
    }
}
