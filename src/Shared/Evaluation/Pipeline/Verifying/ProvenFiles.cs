using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Proving;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;

namespace MuBench.Pipeline.Verifying;

/// <summary>Compares the files of a run with the proof of its report.</summary>
internal sealed class ProvenFiles(IArtifactStore store, RunPlan? plan, ResultFolder results, Findings findings)
{
    /// <summary>Checks the root, every file below it, and the files of the report.</summary>
    public async Task CheckAsync(RunProof proof, RunReport? report, CancellationToken cancellationToken)
    {
        await findings.CheckAsync($"{proof.Files.Count:N0} files are those that the report was made from", () => FilesAsync(proof, cancellationToken)).ConfigureAwait(false);
        await findings.CheckAsync($"the Merkle root over them and {proof.Records:N0} answers is that of the report", () =>
        {
            Root(proof, report);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await findings.CheckAsync("the report's files are as they were written", () => DigestsAsync(proof.Report, cancellationToken)).ConfigureAwait(false);
    }

    private async Task FilesAsync(RunProof proof, CancellationToken cancellationToken)
    {
        await DigestsAsync(proof.Files, cancellationToken).ConfigureAwait(false);
        if (plan is null)
            return;
        var proven = proof.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var present = await new RunProver(store, plan, results).FilesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var file in present.Where(file => !proven.Contains(file.Path)))
            findings.Differ($"{file.Path}: is not in the proof");
    }

    private void Root(RunProof proof, RunReport? report)
    {
        var root = RunProof.RootOf(proof.Files);
        if (root != proof.Root)
            findings.Differ($"{results.Proof} root: {proof.Root} in the file, {root} recomputed");
        if (report is not null && report.Run.Proof?.Root != root)
            findings.Differ($"{results.Report(ReportFiles.Json)} run.proof.root: {report.Run.Proof?.Root ?? "nothing"} in the file, {root} recomputed");
    }

    private async Task DigestsAsync(IReadOnlyList<FileDigest> files, CancellationToken cancellationToken)
    {
        var paths = files.Select(file => StorePath.Parse(file.Path)).ToList();
        var present = await FileDigests.TryOfAllAsync(store, paths, cancellationToken).ConfigureAwait(false);
        foreach (var (file, now) in files.Zip(present))
        {
            if (now is null)
                findings.Differ($"{file.Path}: is missing");
            else if (now.Sha256 != file.Sha256)
                findings.Differ($"{file.Path}: changed; its SHA-256 was {file.Sha256} and is {now.Sha256}");
        }
    }
}
