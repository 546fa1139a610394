using MuBench.Pipeline.Planning;
using MuBench.Scoring.Stopping;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Looking;

/// <summary>Step after each wave of a run that stops when it knows enough: reads what the wave showed, and decides what is asked next.</summary>
/// <remarks>
/// Idempotent: it reads the response log and the looks before it, and writes only its own look. When the run stops, it also writes the plan again, with only
/// what was asked.
/// </remarks>
public sealed class TakeLook(PipelineContext context, RunInputs inputs)
{
    /// <summary>Takes a look.</summary>
    public Task<TakeLookResult> RunAsync(TakeLookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Spans.TraceAsync(TelemetryNames.LookSpan, request.RunId, null, _ => LookAsync(request, cancellationToken));
    }

    private async Task<TakeLookResult> LookAsync(TakeLookRequest request, CancellationToken cancellationToken)
    {
        var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        // The last look was taken before, and its result was lost with its worker.
        if (plan.Sampling!.Stopped is { } stopped)
            return ResultOf(plan, await LookStore.ReadAsync(context.Store, request.RunId, stopped.Looks, cancellationToken).ConfigureAwait(false));
        var rule = SampledRun.RuleOf(plan);
        IReadOnlyList<bool> asked = [.. plan.Models.Select(_ => true)];
        foreach (var earlier in await LookStore.ReadAllAsync(context.Store, request.RunId, request.Wave - 1, cancellationToken).ConfigureAwait(false))
        {
            rule.Look(SampledRun.ShapeOf(plan.Sampling, earlier.Look), [.. earlier.Models.Select(model => model.Seen)]);
            asked = [.. earlier.Models.Select(model => model.IsAsked)];
        }

        var seen = await new WaveReader(context.Store, inputs, plan, request.Wave).ReadAsync(asked, cancellationToken).ConfigureAwait(false);
        var look = rule.Look(SampledRun.ShapeOf(plan.Sampling, request.Wave), seen);
        await LookStore.WriteAsync(context.Store, request.RunId, look, cancellationToken).ConfigureAwait(false);
        if (look.Stopped is not null)
        {
            await PlanStore.WriteAsync(context.Store, plan.StoppedAs(SampledRun.StopOf(look)), cancellationToken).ConfigureAwait(false);
            inputs.Forget(request.RunId);
        }

        return ResultOf(plan, look);
    }

    private static TakeLookResult ResultOf(RunPlan plan, RunLook look) => new(
        look.Stopped,
        [.. Enumerable.Range(0, plan.Models.Count).Where(model => look.Models[model].IsAsked)],
        look.Pairs.Count(pair => pair.DecidedAt is not null),
        look.Pairs.Count);
}
