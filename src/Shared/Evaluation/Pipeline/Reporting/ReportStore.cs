using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Reporting;

/// <summary>Writes the files of a report and, last, its proof.</summary>
internal static class ReportStore
{
    /// <summary>Composes a report with the current code and time, and writes it.</summary>
    /// <param name="context">Store and clock.</param>
    /// <param name="plan">The run's plan, or a copy with another protocol.</param>
    /// <param name="results">The folder of the scores and proofs, to which the report is written.</param>
    /// <param name="composer">Composes the report from the scores.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The report and the paths of its files.</returns>
    public static async Task<(RunReport Report, IReadOnlyList<string> Files)> WriteAsync(
        PipelineContext context, RunPlan plan, ResultFolder results, ReportComposer composer, CancellationToken cancellationToken)
    {
        // Both need the questions. The sample takes about as long as the rest, mostly for its thumbnails, so they are made side by side.
        await composer.ReadQuestionsAsync(cancellationToken).ConfigureAwait(false);
        var sampling = Task.Run(() => composer.ReadSampleAsync(fullSize: false, cancellationToken), cancellationToken);
        var composing = ComposeAsync(context, plan, results, composer, cancellationToken);
        await Task.WhenAll(sampling, composing).ConfigureAwait(false);
        var (report, proof) = await composing.ConfigureAwait(false);
        return (report, await WriteAsync(context.Store, results, report, await sampling.ConfigureAwait(false), proof, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<(RunReport Report, RunProof? Proof)> ComposeAsync(
        PipelineContext context, RunPlan plan, ResultFolder results, ReportComposer composer, CancellationToken cancellationToken)
    {
        var proof = await new RunProver(context.Store, plan, results).TryProveAsync(cancellationToken).ConfigureAwait(false);
        var report = await composer.ComposeAsync(
            proof is null ? null : new ReportProof(proof.Root, proof.Algorithm, proof.Records), context.Time.GetUtcNow(), CodeVersion.Current, cancellationToken).ConfigureAwait(false);
        return (report, proof);
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(
        IArtifactStore store, ResultFolder results, RunReport report, QuestionSample questions, RunProof? proof, CancellationToken cancellationToken)
    {
        // Each file waits for the disk, so they are written side by side.
        var digests = await Task.WhenAll(ReportFiles.Render(report, questions).Select(async file =>
        {
            var path = results.Report(file.Name);
            await store.WriteAsync(path, file.Content, cancellationToken).ConfigureAwait(false);
            return FileDigests.Of(path, file.Content);
        })).ConfigureAwait(false);

        if (proof is null)
            await store.DeleteAsync(results.Proof, cancellationToken).ConfigureAwait(false);
        else
            await ProofStore.WriteAsync(store, results, proof with { Report = digests }, cancellationToken).ConfigureAwait(false);
        return [.. digests.Select(digest => digest.Path)];
    }
}
