using MuBench.Pipeline.Planning;
using MuBench.Scoring.Stopping;

namespace MuBench.Pipeline.Looking;

/// <summary>Connects a sampled run's plan with its stopping rule.</summary>
internal static class SampledRun
{
    /// <summary>The rule of a run, before its first look.</summary>
    public static StoppingRule RuleOf(RunPlan plan)
    {
        var sampling = plan.Sampling!;
        return new StoppingRule(
            plan.Manifest.Until!,
            [.. plan.Models.Select(model => model.Manifest.Id)],
            [.. sampling.Strata.Select(stratum => (stratum.Rows.Count, stratum.Questions))],
            sampling.TaskQuestions,
            sampling.Waves.Count,
            sampling.Waves.Sum(wave => wave.Drawn.Sum()) == sampling.Items);
    }

    /// <summary>The questions of a wave.</summary>
    public static WaveShape ShapeOf(PlannedSampling sampling, int wave) => new(
        [.. sampling.Strata.Select((stratum, index) => (IReadOnlyList<int>)[.. Enumerable.Range(0, stratum.Rows.Count).Take(sampling.PositionsOf(index, wave)).Select(stratum.SizeOf)])]);

    /// <summary>The end of a run, from its last look.</summary>
    public static PlannedStop StopOf(RunLook last) => new(
        last.Look, last.Stopped!, last.Models.ToDictionary(model => model.Id, model => model.Waves + (model.IsUnavailable ? 1 : 0), StringComparer.Ordinal));
}
