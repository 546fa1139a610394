using System.Text.Json;
using MuBench.Pipeline.Proving;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Telemetry;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// Fourth step, once per model: reads the response log, and writes outcomes and scores to <c>scores/MODELID.json</c>
/// and their proof to <c>proofs/MODELID.json</c>.
/// </summary>
/// <remarks>Idempotent: it reads logs and faults, asks nothing, and overwrites only its own documents.</remarks>
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
        var (plan, _) = await inputs.GetAsync(request.RunId, cancellationToken).ConfigureAwait(false);
        var scored = await new ModelScorer(context.Store, inputs)
            .ScoreAsync(plan, plan.ModelOf(request.ModelId), request.StopReason, null, cancellationToken).ConfigureAwait(false);
        await WriteAsync(context.Store, StoreLayout.Results(request.RunId), scored, cancellationToken).ConfigureAwait(false);
        var outcomes = scored.Scores.Outcomes;
        return new ScoreModelResult(
            request.ModelId, scored.Scores.Void, scored.Scores.Usage.SpentUsd, (long)outcomes.Failed + outcomes.NotRun - scored.Scores.NotApplicable);
    }

    /// <summary>Writes a model's scores and their proof.</summary>
    internal static async Task WriteAsync(IArtifactStore store, ResultFolder results, ProvenScores scored, CancellationToken cancellationToken)
    {
        await ProofStore.WriteAsync(store, results, scored.Proof, cancellationToken).ConfigureAwait(false);
        await store.WriteAsync(
            results.Scores(scored.Scores.Id), JsonSerializer.SerializeToUtf8Bytes(scored.Scores, ScoringJsonContext.Default.ModelScores), cancellationToken).ConfigureAwait(false);
    }
}
