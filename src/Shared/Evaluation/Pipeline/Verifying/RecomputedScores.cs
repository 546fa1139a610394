using System.Text.Json;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Scoring;
using MuBench.Proofs;
using MuBench.Scoring;
using MuBench.Storage;

namespace MuBench.Pipeline.Verifying;

/// <summary>Scores every model again from the responses of the first scoring, and compares scores and proofs with the result.</summary>
internal sealed class RecomputedScores(IArtifactStore store, RunInputs inputs, ResultFolder results, Findings findings)
{
    /// <summary>Checks all models of a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isProven">Whether there is a proof.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The recomputed scores, in the order of the plan.</returns>
    public async Task<IReadOnlyList<ModelScores>> CheckAsync(RunPlan plan, bool isProven, CancellationToken cancellationToken)
    {
        var models = new Recomputed[plan.Models.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, models.Length, options, async (index, cancelled) =>
            models[index] = await RecomputeAsync(plan, plan.Models[index], cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        var responses = models.Sum(model => model.Again.Proof.Logs.Sum(log => log.Records));
        if (isProven)
        {
            await findings.CheckAsync($"{responses:N0} answers in the response logs are those that were scored", () =>
            {
                foreach (var model in models)
                    CompareProofs(model);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }

        await findings.CheckAsync($"the scores of {models.Length:N0} models and passes follow from the answers", () =>
        {
            foreach (var model in models)
                CompareScores(model, isProven);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return [.. models.Select(model => model.Again.Scores)];
    }

    private async Task<Recomputed> RecomputeAsync(RunPlan plan, PlannedModel model, CancellationToken cancellationToken)
    {
        var id = model.Manifest.Id;
        var scores = await TryAsync(() => JsonDocuments.TryReadAsync(store, results.Scores(id), ScoringJsonContext.Default.ModelScores, cancellationToken)).ConfigureAwait(false);
        var proof = await TryAsync(() => ProofStore.TryReadAsync(store, results, id, cancellationToken)).ConfigureAwait(false);
        var again = await new ModelScorer(store, inputs).ScoreAsync(plan, model, scores.Document?.KnownStopReason, proof.Document, cancellationToken).ConfigureAwait(false);
        return new Recomputed(id, scores.Document, proof.Document, [.. new[] { scores.Fault, proof.Fault }.OfType<string>()], again);
    }

    private void CompareProofs(Recomputed model)
    {
        foreach (var fault in model.Faults)
            findings.Differ(fault);
        if (model.Proof is null)
        {
            findings.Differ($"{results.ModelProof(model.Id)}: is missing or cannot be read: which responses were scored is unknown");
            return;
        }

        foreach (var change in model.Again.Changes)
            findings.Differ(change);
        findings.Differ($"... and other answers of '{model.Id}'", model.Again.Changed - model.Again.Changes.Count);
        CompareFiles(model.Proof.Files, model.Again.Proof.Files);
        if (model.Again.Changed == 0)
        {
            findings.Differ(
                results.ModelProof(model.Id).Value,
                JsonDifferences.Of(Element(model.Proof with { Files = [] }), Element(model.Again.Proof with { Files = [] })));
        }
    }

    private void CompareFiles(IReadOnlyList<FileDigest> proven, IReadOnlyList<FileDigest> present)
    {
        var now = present.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        foreach (var file in proven)
        {
            if (!now.Remove(file.Path, out var sha256))
                findings.Differ($"{file.Path}: is missing");
            else if (sha256 != file.Sha256)
                findings.Differ($"{file.Path}: changed; its SHA-256 was {file.Sha256} and is {sha256}");
        }

        foreach (var path in now.Keys)
            findings.Differ($"{path}: is not in the proof");
    }

    private void CompareScores(Recomputed model, bool isProven)
    {
        if (model.Scores is null)
        {
            findings.Differ($"{results.Scores(model.Id)}: is missing or cannot be read");
            return;
        }

        var differences = JsonDifferences.Of(
            JsonSerializer.SerializeToElement(model.Scores, ScoringJsonContext.Default.ModelScores),
            JsonSerializer.SerializeToElement(model.Again.Scores, ScoringJsonContext.Default.ModelScores));
        // A version without proofs wrote neither a band nor a stop reason: missing fields are not differences.
        findings.Differ(results.Scores(model.Id).Value, isProven ? differences : differences.Where(difference => difference.Stored is not null));
    }

    private static JsonElement Element(ModelProof proof) => JsonSerializer.SerializeToElement(proof, ProofJsonContext.Default.ModelProof);

    private static async Task<(T? Document, string? Fault)> TryAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (UserException fault)
        {
            return (null, fault.Message); // reported when the model is compared
        }
    }

    private sealed record Recomputed(string Id, ModelScores? Scores, ModelProof? Proof, IReadOnlyList<string> Faults, ProvenScores Again);
}
