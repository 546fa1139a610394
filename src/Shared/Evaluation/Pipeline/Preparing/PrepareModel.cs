using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Models;
using MuBench.Models.Servers;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Planning;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Preparing;

/// <summary>
/// Second step, once per model: resolves its secrets, mixes and loads its weights, and wakes its server, so that faults
/// are found before the first question.
/// </summary>
/// <remarks>
/// Idempotent: it overwrites only the facts of a contrastive model, which follow from its key, and the state of a wake.
/// It does not wait for a sleeping server: the result says when to run the step again. A model that cannot be prepared
/// is a result, not an exception: the other models continue.
/// </remarks>
public sealed class PrepareModel(PipelineContext context, ModelPool pool)
{
    /// <summary>Prepares a model.</summary>
    public Task<PrepareModelResult> RunAsync(PrepareModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Spans.TraceAsync(TelemetryNames.PrepareSpan, request.RunId, request.ModelId, async span =>
        {
            var result = await PrepareAsync(request, cancellationToken).ConfigureAwait(false);
            span.SetStopped(result.StopReason);
            return result;
        });
    }

    private async Task<PrepareModelResult> PrepareAsync(PrepareModelRequest request, CancellationToken cancellationToken)
    {
        var plan = await PlanStore.ReadAsync(context.Store, request.RunId, cancellationToken).ConfigureAwait(false);
        var reader = (await DatasetReader.OpenAsync(context.Store, plan.Dataset, cancellationToken).ConfigureAwait(false)).Showing(plan.Display?.ToRule());
        var planned = plan.ModelOf(request.ModelId);
        ModelFacts? facts;
        try
        {
            if (planned.Interpolation is { IsMixture: true } point)
                await InterpolatedFolder.EnsureAsync(context.Store, point, cancellationToken).ConfigureAwait(false);
            using var lease = await pool.RentAsync(plan, planned, reader.Info).ConfigureAwait(false);
            facts = lease.Model.ReadFacts();
            var asks = planned.Manifest.Gpu is null
                || await PendingQuestions.AnyAsync(plan, planned, new RunInputs(context), reader, cancellationToken).ConfigureAwait(false);
            var wake = asks ? await WakeAsync(plan, planned, lease.Model, cancellationToken).ConfigureAwait(false) : WakeStep.Ready;
            if (wake != WakeStep.Ready)
                return new PrepareModelResult(request.ModelId, wake.StopReason, wake.RetryAfter, wake.Waiting);
        }
        catch (EndpointUnreachableException exception)
        {
            return new PrepareModelResult(request.ModelId) { Unreachable = exception.Endpoint, Waiting = exception.Message };
        }
        catch (UserException exception)
        {
            return new PrepareModelResult(request.ModelId, exception.Message);
        }

        if (facts is not null)
            await ModelFactsStore.WriteAsync(context.Store, planned.Key, facts, cancellationToken).ConfigureAwait(false);
        return new PrepareModelResult(request.ModelId, null);
    }

    /// <summary>
    /// Checks whether the model's server is ready. The waiting time is paid from the budget. Once the budget is used up
    /// the wait ends, and the evaluation asks nothing.
    /// </summary>
    private async Task<WakeStep> WakeAsync(RunPlan plan, PlannedModel planned, IEvaluatedModel model, CancellationToken cancellationToken)
    {
        var budget = plan.Manifest.MaxUsd is not null && planned.Manifest.Gpu?.UsdPerHour is not null
            ? await context.Budgets.GetAsync(context, plan, cancellationToken).ConfigureAwait(false)
            : null;
        if (budget?.MeterOf(planned) is not { } meter)
            return await model.WakeAsync(cancellationToken).ConfigureAwait(false);
        if (budget.Ledger.IsOverspent)
            return WakeStep.Ready;
        meter.Wake(goesOn: true);
        var step = WakeStep.Ready;
        try
        {
            step = await model.WakeAsync(cancellationToken).ConfigureAwait(false);
            meter.Charge();
            return step = budget.Ledger.IsOverspent && step.RetryAfter is not null ? WakeStep.Ready : step;
        }
        finally
        {
            if (step.RetryAfter is null)
                meter.Wake(goesOn: false);
        }
    }
}
