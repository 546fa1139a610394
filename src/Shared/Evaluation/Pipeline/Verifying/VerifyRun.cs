using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Verifying;

/// <summary>
/// Computes every number of a report again from response logs, manifest, plan and dataset index. Checks all of these,
/// and the report's files, against the proof that was written with it. Writes nothing.
/// </summary>
public sealed class VerifyRun(PipelineContext context)
{
    /// <summary>Verifies a report.</summary>
    /// <exception cref="ArtifactNotFoundException">The run has no report.</exception>
    public async Task<VerifyResult> RunAsync(VerifyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var results = request.Rescored is { } name ? StoreLayout.Rescored(request.RunId, name) : StoreLayout.Results(request.RunId);
        var path = results.Report(ReportFiles.Json);
        var json = await context.Store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new ArtifactNotFoundException(path, context.Store.Description);
        var findings = new Findings();
        var report = await TryAsync(findings, () => Task.FromResult<RunReport?>(JsonDocuments.Read(json, ReportJsonContext.Default.RunReport, path))).ConfigureAwait(false);
        var proof = await TryAsync(findings, () => ProofStore.TryReadAsync(context.Store, results, cancellationToken)).ConfigureAwait(false);
        var plan = await TryAsync<RunPlan>(findings, async () => await PlanStore.ReadAsync(context.Store, request.RunId, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        CheckProvenance(findings, report, proof, results);
        CompareRoots(findings, report, request.QuotedRoot);
        if (proof is not null)
            await new ProvenFiles(context.Store, plan, results, findings).CheckAsync(proof, report, cancellationToken).ConfigureAwait(false);
        if (plan is not null)
            await RecomputeAsync(plan, request, results, (json, report), proof is not null, findings, cancellationToken).ConfigureAwait(false);
        return new VerifyResult
        {
            RunId = request.RunId,
            Code = report?.Run.Code,
            Root = report?.Run.Proof?.Root,
            QuotedRoot = request.QuotedRoot,
            Checked = findings.Checked,
            Notes = findings.Notes,
            Differences = findings.Differences,
            Found = findings.Found,
        };
    }

    private async Task RecomputeAsync(
        RunPlan plan, VerifyRequest request, ResultFolder results, (byte[] Json, RunReport? Report) stored, bool isProven, Findings findings, CancellationToken cancellationToken)
    {
        var inputs = new RunInputs(context);
        IReadOnlyList<ModelScores>? models = null;
        try
        {
            await new RecomputedPlan(context.Store, inputs, findings).CheckAsync(plan, request.Images, cancellationToken).ConfigureAwait(false);
            // A later scoring may have another main protocol than the manifest; its report names it.
            if (request.Rescored is not null && stored.Report is { } rescored)
                plan = plan.HeadedBy(rescored.Run.Protocol);
            models = await new RecomputedScores(context.Store, inputs, results, findings).CheckAsync(plan, isProven, cancellationToken).ConfigureAwait(false);
            // A later scoring may read other outcomes; the run stopped by those of its own.
            if (request.Rescored is null)
                await new RecomputedLooks(context.Store, inputs, findings).CheckAsync(plan, models, cancellationToken).ConfigureAwait(false);
            if (stored.Report is not null)
                await new RecomputedReport(context.Store, inputs, results, findings).CheckAsync(plan, models, stored.Json, stored.Report, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault.GetType() != typeof(StoreException))
        {
            // The stored data can be anything. If nothing can be computed from them, the caller needs to know that. An
            // unreachable store is a different fault.
            findings.Differ($"{(models is null ? "The scores" : "The report")} cannot be recomputed from what is stored: {fault.Message}");
        }
    }

    // Anyone who can write to the store can create responses, scores and a proof again. Only a root quoted elsewhere shows that.
    private static void CompareRoots(Findings findings, RunReport? report, string? quoted)
    {
        if (quoted is not null && !string.Equals(report?.Run.Proof?.Root, quoted.Trim(), StringComparison.OrdinalIgnoreCase))
            findings.Differ($"the given root is {quoted.Trim()}, and the report's root is {report?.Run.Proof?.Root ?? "none"}: this is not the report that the given root belongs to");
    }

    private static void CheckProvenance(Findings findings, RunReport? report, RunProof? proof, ResultFolder results)
    {
        if (report is not null && report.Run.Code != CodeVersion.Current)
        {
            findings.Note(
                $"The report was written by MuBench {report.Run.Code.Version}, commit {report.Run.Code.Commit}; this is {CodeVersion.Current.Version}, commit "
                + $"{CodeVersion.Current.Commit}. Differences may come from changes between the versions: verify it with that version too.");
        }

        if (proof is not null)
            return;
        if (report?.Run.Proof is not null)
            findings.Differ($"{results.Proof}: the report names a proof, and it is missing");
        else
            findings.Note("A version without proofs wrote the report: that its numbers follow from the stored responses is checked; that these responses are unchanged is not.");
    }

    private static async Task<T?> TryAsync<T>(Findings findings, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (UserException fault)
        {
            findings.Differ(fault.Message);
            return null;
        }
    }
}
