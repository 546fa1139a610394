using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Pipeline.Workers;

/// <summary>The end of a run: scores passes and writes the report, as steps of the conductor or beside the last answer.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="inputs">Plans and datasets.</param>
/// <param name="statuses">The statuses of the runs.</param>
/// <param name="pool">The models of this process.</param>
/// <param name="claims">The claims of this process.</param>
/// <param name="lease">The lease by which they are held.</param>
/// <param name="ahead">Prepares reports while the last questions are asked.</param>
internal sealed class RunEnd(PipelineContext context, RunInputs inputs, RunStatusStore statuses, ModelPool pool, StoreClaims claims, WorkerLease lease, ReportAhead ahead)
{
    /// <summary>Scores a pass of a model.</summary>
    public async Task<ScorePassResult> ScoreAsync(string runId, string modelId, string? stopReason, bool isOutOfBudget, CancellationToken cancellationToken)
    {
        await ModelJournal.NoteAsync(context, runId, modelId, ModelStates.Scoring, null, cancellationToken, stopReason).ConfigureAwait(false);
        await statuses.RefreshAsync(runId, cancellationToken).ConfigureAwait(false);
        return (await ScoreAsync(runId, modelId, stopReason, _ => StateOf(stopReason, isOutOfBudget), cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Writes the report and ends the attempt.</summary>
    public async Task<WriteReportResult> ReportAsync(RunRequest request, CancellationToken cancellationToken)
    {
        await ahead.StopAsync(request.RunId).ConfigureAwait(false);
        var result = await new WriteReport(context, inputs).RunAsync(new WriteReportRequest(request.RunId), cancellationToken).ConfigureAwait(false);
        await statuses.EndAsync(request.RunId, request.Attempt, result.State, null, result, writesStatus: true, cancellationToken).ConfigureAwait(false);
        inputs.Forget(request.RunId);
        return result;
    }

    /// <summary>
    /// Scores a pass if it has just got its last answer, and writes the report if the conductor says that nothing else is left of the run. This saves the
    /// messages between the conductor's steps.
    /// </summary>
    /// <param name="request">The span that this worker has evaluated.</param>
    /// <param name="result">Its result, without remaining shards.</param>
    /// <param name="stopping">Fires when the process is being shut down: then the conductor takes the steps.</param>
    /// <returns>The result, with what was done.</returns>
    public async Task<SpanResult> TryEndAsync(SpanRequest request, SpanResult result, CancellationToken stopping)
    {
        try
        {
            return await EndAsync(request, result, stopping).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The span is evaluated. Its conductor takes the same steps now: what fails again there ends the run with its message.
            return result;
        }
    }

    private async Task<SpanResult> EndAsync(SpanRequest request, SpanResult result, CancellationToken stopping)
    {
        if (!await IsAnsweredAsync(request, stopping).ConfigureAwait(false))
            return result;
        var held = await lease.EnterAsync(stopping).ConfigureAwait(false);
        try
        {
            // The last spans of several workers may end at the same moment.
            if (await claims.TryTakeAsync(StoreLayout.EndClaim(request.RunId, request.ModelId), held, stopping).ConfigureAwait(false) is not { } claim)
                return result;
            await using (claim.ConfigureAwait(false))
                return await EndClaimedAsync(request, result, stopping).ConfigureAwait(false);
        }
        finally
        {
            await lease.LeaveAsync().ConfigureAwait(false);
        }
    }

    private async Task<SpanResult> EndClaimedAsync(SpanRequest request, SpanResult result, CancellationToken stopping)
    {
        if (!await statuses.IsActiveAsync(request.RunId, request.Attempt, stopping).ConfigureAwait(false))
            return result;
        var scored = await ScoreAsync(request.RunId, request.ModelId, null, missing => missing == 0 ? ModelStates.Done : null, stopping).ConfigureAwait(false);
        if (scored is null)
            return result;
        result = result with { Scored = scored, Status = null };
        return request.Reports ? result with { Report = await ReportAsync(new RunRequest(request.RunId, request.Attempt), stopping).ConfigureAwait(false) } : result;
    }

    /// <summary>Whether the journal says that every question of the pass has a response. The scores say it for certain.</summary>
    private async Task<bool> IsAnsweredAsync(SpanRequest request, CancellationToken cancellationToken)
    {
        var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var model = plan.ModelOf(request.ModelId);
        var journal = await ModelJournal.ReadAsync(context.Store, request.RunId, request.ModelId, cancellationToken).ConfigureAwait(false);
        var done = journal.SelectMany(line => line.Shards).GroupBy(shard => shard.Shard).ToDictionary(shard => shard.Key, shard => shard.Last().Done);
        return Enumerable.Range(0, plan.Shards.Count).All(shard => done.GetValueOrDefault(shard) >= plan.Shards[shard].QuestionsOf(model));
    }

    // The state of the model follows from its number of questions without a response; null if it is not to be noted as scored.
    private async Task<ScorePassResult?> ScoreAsync(string runId, string modelId, string? stopReason, Func<long, string?> stateOf, CancellationToken cancellationToken)
    {
        await ahead.StopAsync(runId).ConfigureAwait(false);
        await pool.ReleaseAsync(runId, modelId).ConfigureAwait(false);
        var result = await new ScoreModel(context, inputs).RunAsync(new ScoreModelRequest(runId, modelId, stopReason), cancellationToken).ConfigureAwait(false);
        if (stateOf(result.Missing) is not { } state)
            return null;
        await ModelJournal.NoteAsync(context, runId, modelId, state, null, cancellationToken, stopReason, result.SpentUsd).ConfigureAwait(false);
        var status = await statuses.ComposeAsync(runId, cancellationToken).ConfigureAwait(false);
        return new ScorePassResult(result.Void, status.Models.First(model => model.Id == modelId));
    }

    private static string StateOf(string? stopReason, bool isOutOfBudget) =>
        stopReason is not null ? ModelStates.Stopped : isOutOfBudget ? ModelStates.OutOfBudget : ModelStates.Done;
}
