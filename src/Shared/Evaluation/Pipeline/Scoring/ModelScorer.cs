using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Reporting;
using MuBench.Proofs;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;

namespace MuBench.Pipeline.Scoring;

/// <summary>Computes a model's scores from the response log, and the proof of their inputs. Writes nothing.</summary>
internal sealed class ModelScorer(IArtifactStore store, RunInputs inputs)
{
    /// <summary>Scores a model.</summary>
    /// <param name="plan">The run's plan, or a copy with another protocol.</param>
    /// <param name="model">The model.</param>
    /// <param name="stopReason">Why the model was stopped; null if it was not.</param>
    /// <param name="earlier">The proof of an earlier scoring whose responses are used; null to use all responses.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<ProvenScores> ScoreAsync(RunPlan plan, PlannedModel model, string? stopReason, ModelProof? earlier, CancellationToken cancellationToken)
    {
        var files = await FilesAsync(plan.RunId, model, cancellationToken).ConfigureAwait(false);
        var prover = new ResponseProver(earlier);
        var responses = await new ModelResponsesReader(store, inputs, plan, model, prover).ReadAsync(cancellationToken).ConfigureAwait(false);
        return new ProvenScores(
            ScoresOf(plan, model, responses, stopReason),
            new ModelProof { Id = model.Manifest.Id, Files = files, Logs = prover.Logs },
            prover.Changed,
            prover.Changes);
    }

    private async Task<IReadOnlyList<FileDigest>> FilesAsync(string runId, PlannedModel model, CancellationToken cancellationToken)
    {
        var id = model.Manifest.Id;
        var facts = await FileDigests.TryOfAllAsync(store, [StoreLayout.ModelFacts(model.Key)], cancellationToken).ConfigureAwait(false);
        return
        [
            .. facts.OfType<FileDigest>(),
            .. await FileDigests.OfFolderAsync(store, StoreLayout.RunFaults(runId, id), cancellationToken).ConfigureAwait(false),
            .. await FileDigests.OfFolderAsync(store, StoreLayout.RunSpending(runId, id), cancellationToken).ConfigureAwait(false),
        ];
    }

    private static ModelScores ScoresOf(RunPlan plan, PlannedModel model, ModelResponses responses, string? stopReason)
    {
        var benchmark = plan.Manifest.Benchmark;
        var (table, provenance, usage, faults) = responses;
        var counts = OutcomeCounts.Of(table.Outcomes[benchmark.Protocol]);
        var voidReason = VoidReasonOf(plan.Manifest, counts, plan.QuestionsOf(model), stopReason);
        return new ModelScores
        {
            Id = model.Manifest.Id,
            Kind = model.Interpolation is null ? model.Manifest.Kind : ModelKinds.Interpolation,
            ModelKey = model.Key,
            ResolvedModel = provenance.ResolvedModel,
            ComputedBy = provenance.ComputedBy,
            Void = voidReason is not null,
            VoidReason = voidReason,
            StopReason = stopReason,
            Outcomes = counts,
            Usage = usage,
            NotApplicable = table.NotApplicable,
            Scores = ModelSliceScores.Of(table, model, benchmark.Seed, plan.PlannedLooks),
            Items = table.Outcomes.ToDictionary(pair => pair.Key, pair => OutcomeBytes.Of(pair.Value)),
            AnswersSha256 = table.Sha256,
            Credits = table.Credits,
            Choices = table.Choices,
            Band = table.Band,
            Confusions = table.Confusions is { Count: > 0 } confusions ? confusions : null,
            Faults = faults,
            Notes = ModelNotes.Of(plan, model.Manifest, responses, voidReason is null ? counts.NotRun - table.NotApplicable : 0),
            AnswerPeriods = model.Manifest.Gpu is { } gpu ? provenance.PeriodsOf(TimeSpan.FromSeconds(gpu.WarmSeconds)) : null,
            Analyses = table.Analysis.Analyse(table.OfAsked().Items, table.Outcomes[benchmark.Protocol]),
        };
    }

    private static string? VoidReasonOf(RunManifest manifest, OutcomeCounts counts, int questions, string? stopReason)
    {
        if (stopReason is not null)
            return stopReason;
        var share = questions == 0 ? 0 : (double)counts.Failed / questions;
        return share > manifest.FailAbove
            ? $"{counts.Failed:N0} of {questions:N0} questions failed ({share:P1}); the manifest allows {manifest.FailAbove:P1} ('failAbove')."
            : null;
    }
}
