using MuBench.Pipeline.Proving;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Reports.Html.Browser;
using MuBench.Storage;

namespace MuBench.Pipeline;

/// <summary>Writes the files of a report and, last, what it was made from.</summary>
internal static class ReportStore
{
    /// <summary>Writes a report.</summary>
    /// <returns>The paths of its files.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        IArtifactStore store, ResultFolder results, RunReport report, QuestionSample questions, RunProof? proof, CancellationToken cancellationToken)
    {
        var digests = new List<FileDigest>();
        foreach (var (name, content) in ReportFiles.Render(report, questions))
        {
            var path = results.Report(name);
            await store.WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
            digests.Add(FileDigests.Of(path, content));
        }

        if (proof is null)
            await store.DeleteAsync(results.Proof, cancellationToken).ConfigureAwait(false);
        else
            await ProofStore.WriteAsync(store, results, proof with { Report = digests }, cancellationToken).ConfigureAwait(false);
        return [.. digests.Select(digest => digest.Path)];
    }
}
