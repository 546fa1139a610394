using System.Text.Json;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Pipeline.Passes;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline;

/// <summary>Fourth step, once per model: reads the response log and writes outcomes and scores to <c>scores/MODELID.json</c>.</summary>
/// <remarks>Idempotent: it reads logs and faults, asks nothing, and overwrites only its own document.</remarks>
public sealed class ScoreModel(PipelineContext context, RunInputs inputs)
{
    /// <summary>Scores a model.</summary>
    public Task<ScoreModelResult> RunAsync(ScoreModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Spans.TraceAsync(TelemetryNames.ScoreSpan, request.RunId, request.ModelId, _ => ScoreAsync(request, cancellationToken));
    }

    private async Task<ScoreModelResult> ScoreAsync(ScoreModelRequest request, CancellationToken cancellationToken)
    {
        var (plan, reader) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var model = plan.ModelOf(request.ModelId);
        var faults = await FaultStore.ReadAsync(context.Store, request.RunId, request.ModelId, cancellationToken).ConfigureAwait(false);
        var forms = await PassForms.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
        var answers = await ModelAnswers.ReadAsync(context.Store, plan, reader, model, forms, faults, cancellationToken).ConfigureAwait(false);
        var scores = ScoresOf(plan, model, answers, request.StopReason);
        await context.Store.WriteAsync(
            StoreLayout.RunScores(request.RunId, request.ModelId),
            JsonSerializer.SerializeToUtf8Bytes(scores, MuBenchJsonContext.Default.ModelScores),
            cancellationToken).ConfigureAwait(false);
        return new ScoreModelResult(request.ModelId, scores.Void);
    }

    private static ModelScores ScoresOf(RunPlan plan, PlannedModel model, ModelAnswers answers, string? stopReason)
    {
        var benchmark = plan.Manifest.Benchmark;
        var counts = OutcomeCounts.Of(answers.Outcomes[benchmark.Protocol]);
        var voidReason = VoidReasonOf(plan.Manifest, counts, stopReason);
        return new ModelScores
        {
            Id = model.Manifest.Id,
            Kind = model.Interpolation is null ? model.Manifest.Kind : ModelKinds.Interpolation,
            ModelKey = model.Key,
            ResolvedModel = answers.ResolvedModel,
            Void = voidReason is not null,
            VoidReason = voidReason,
            Outcomes = counts,
            Usage = answers.Usage,
            Scores =
            [
                .. Protocols.All.SelectMany(protocol => ScoreCalculator.Score(answers.Items, answers.Outcomes[protocol], protocol, benchmark.Seed)),
                .. TemplateScores.Of(answers, benchmark.Seed),
            ],
            Items = answers.Outcomes.ToDictionary(pair => pair.Key, pair => OutcomeBytes.Of(pair.Value)),
            Choices = answers.Choices,
            Confusions = answers.Confusions is { Count: > 0 } confusions ? confusions : null,
            Faults = answers.Faults,
            Notes = ModelNotes.Of(plan, model.Manifest, answers, voidReason is null ? counts.NotRun : 0),
            AnswerPeriods = model.Manifest.Gpu is { } gpu ? answers.PeriodsOf(TimeSpan.FromSeconds(gpu.WarmSeconds)) : null,
            Analyses = answers.Analysis.Analyse(answers.Items, answers.Outcomes[benchmark.Protocol], benchmark.Seed),
        };
    }

    private static string? VoidReasonOf(RunManifest manifest, OutcomeCounts counts, string? stopReason)
    {
        if (stopReason is not null)
            return stopReason;
        var share = (double)counts.Failed / counts.Total;
        return share > manifest.FailAbove
            ? $"{counts.Failed:N0} of {counts.Total:N0} questions failed ({share:P1}); the manifest allows {manifest.FailAbove:P1} ('failAbove')."
            : null;
    }
}
