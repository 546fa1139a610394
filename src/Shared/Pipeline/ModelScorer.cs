using MuBench.Manifests;
using MuBench.Pipeline.Passes;
using MuBench.Pipeline.Proving;
using MuBench.Proofs;
using MuBench.Scoring;
using MuBench.Storage;

namespace MuBench.Pipeline;

/// <summary>Makes a model's scores from the response log, and the proof of what they were made from. Writes nothing.</summary>
internal sealed class ModelScorer(IArtifactStore store, RunInputs inputs)
{
    /// <summary>Scores a model.</summary>
    /// <param name="plan">The run's plan, or it with another protocol.</param>
    /// <param name="model">The model.</param>
    /// <param name="stopReason">Why the model was stopped; null where it was not.</param>
    /// <param name="earlier">The proof of an earlier scoring, whose answers are taken; null to take all that there are.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ProvenScores> ScoreAsync(RunPlan plan, PlannedModel model, string? stopReason, ModelProof? earlier, CancellationToken cancellationToken)
    {
        var (_, reader) = await inputs.GetAsync(plan.RunId, cancellationToken).ConfigureAwait(false);
        var id = model.Manifest.Id;
        var files = await FilesAsync(plan.RunId, model, cancellationToken).ConfigureAwait(false);
        var faults = await FaultStore.ReadAsync(store, plan.RunId, id, cancellationToken).ConfigureAwait(false);
        var forms = await PassForms.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
        var prover = new AnswerProver(earlier);
        var shared = await SharedAnswers.CreateAsync(plan, model, inputs, cancellationToken).ConfigureAwait(false);
        var answers = await ModelAnswers.ReadAsync(store, plan, reader, model, forms, shared, faults, prover, cancellationToken).ConfigureAwait(false);
        return new ProvenScores(
            ScoresOf(plan, model, answers, stopReason),
            new ModelProof { Id = id, Files = files, Logs = prover.Logs },
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

    private static ModelScores ScoresOf(RunPlan plan, PlannedModel model, ModelAnswers answers, string? stopReason)
    {
        var benchmark = plan.Manifest.Benchmark;
        var counts = OutcomeCounts.Of(answers.Outcomes[benchmark.Protocol]);
        var voidReason = VoidReasonOf(plan.Manifest, counts, plan.QuestionsOf(model), stopReason);
        return new ModelScores
        {
            Id = model.Manifest.Id,
            Kind = model.Interpolation is null ? model.Manifest.Kind : ModelKinds.Interpolation,
            ModelKey = model.Key,
            ResolvedModel = answers.ResolvedModel,
            ComputedBy = answers.ComputedBy,
            Void = voidReason is not null,
            VoidReason = voidReason,
            StopReason = stopReason,
            Outcomes = counts,
            Usage = answers.Usage,
            NotApplicable = answers.NotApplicable,
            Scores = ModelSliceScores.Of(answers, model, benchmark.Seed),
            Items = answers.Outcomes.ToDictionary(pair => pair.Key, pair => OutcomeBytes.Of(pair.Value)),
            AnswersSha256 = answers.Sha256,
            Credits = answers.Credits,
            Choices = answers.Choices,
            Band = answers.Band,
            Confusions = answers.Confusions is { Count: > 0 } confusions ? confusions : null,
            Faults = answers.Faults,
            Notes = ModelNotes.Of(plan, model.Manifest, answers, voidReason is null ? counts.NotRun - answers.NotApplicable : 0),
            AnswerPeriods = model.Manifest.Gpu is { } gpu ? answers.PeriodsOf(TimeSpan.FromSeconds(gpu.WarmSeconds)) : null,
            Analyses = answers.Analysis.Analyse(answers.Items, answers.Outcomes[benchmark.Protocol]),
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
