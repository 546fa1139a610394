using System.Text.Json;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Scoring;
using MuBench.Proofs;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Stopping;
using MuBench.Storage;

namespace MuBench.Pipeline.Verifying;

/// <summary>Takes every look of a sampled run again from the recomputed outcomes, and compares the looks and the stopping.</summary>
internal sealed class RecomputedLooks(IArtifactStore store, RunInputs inputs, Findings findings)
{
    /// <summary>Checks the looks; does nothing for a run that asks every question.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="models">The recomputed scores, in the order of the plan.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task CheckAsync(RunPlan plan, IReadOnlyList<ModelScores> models, CancellationToken cancellationToken)
    {
        if (plan.Sampling is not { Stopped: { } stopped })
            return;
        await findings.CheckAsync(
            $"{stopped.Looks:N0} looks and the stopping follow from the answers", () => CompareAsync(plan, stopped, models, cancellationToken)).ConfigureAwait(false);
    }

    private async Task CompareAsync(RunPlan plan, PlannedStop stopped, IReadOnlyList<ModelScores> models, CancellationToken cancellationToken)
    {
        var (_, reader) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        var questions = await RunQuestions.ReadAsync(plan, reader, cancellationToken).ConfigureAwait(false);
        var isSampled = await new SampledQuestions(inputs, plan).ReadAsync(cancellationToken).ConfigureAwait(false);
        var protocol = plan.Manifest.Benchmark.Protocol;
        IReadOnlyList<Outcome>[] outcomes = [.. models.Select(model => OutcomeBytes.Read(model.Items[protocol]))];
        var rule = SampledRun.RuleOf(plan);
        RunLook? again = null;
        for (var wave = 1; wave <= stopped.Looks; wave++)
        {
            int[] rows = [.. plan.Sampling!.RowsOf(wave)];
            var asked = again?.Models.Select(model => model.IsAsked).ToList();
            again = rule.Look(SampledRun.ShapeOf(plan.Sampling!, wave), [.. outcomes.Select((model, index) => asked?[index] == false ? null : WaveReader.SeenOf(questions, model, isSampled, rows))]);
            await CompareAsync(plan.RunId, again, cancellationToken).ConfigureAwait(false);
        }

        if (again is not { Stopped: not null } || !SampledRun.StopOf(again).IsSame(stopped))
            findings.Differ($"{StoreLayout.RunPlan(plan.RunId)} sampling.stopped: the run does not stop there by its rule");
    }

    private async Task CompareAsync(string runId, RunLook again, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunLook(runId, again.Look);
        if (await JsonDocuments.TryReadAsync(store, path, PipelineJsonContext.Default.RunLook, cancellationToken).ConfigureAwait(false) is not { } stored)
            findings.Differ($"{path}: is missing");
        else
            findings.Differ(path.Value, JsonDifferences.Of(
                JsonSerializer.SerializeToElement(stored, PipelineJsonContext.Default.RunLook), JsonSerializer.SerializeToElement(again, PipelineJsonContext.Default.RunLook)));
    }
}
