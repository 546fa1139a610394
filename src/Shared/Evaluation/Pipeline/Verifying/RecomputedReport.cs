using System.Text.Json;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Pipeline.Verifying;

/// <summary>Composes the report again from recomputed scores and compares its files with the result.</summary>
/// <remarks>
/// Data that no response contains are taken from the report itself: its date, the version of the code, and the proof,
/// which is checked separately.
/// </remarks>
internal sealed class RecomputedReport(IArtifactStore store, RunInputs inputs, ResultFolder results, Findings findings)
{
    /// <summary>Checks a report.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="models">The recomputed scores.</param>
    /// <param name="json">The stored bytes of <c>report.json</c>.</param>
    /// <param name="report">The parsed content.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task CheckAsync(RunPlan plan, IReadOnlyList<ModelScores> models, byte[] json, RunReport report, CancellationToken cancellationToken)
    {
        var composer = new ReportComposer(store, inputs, plan, models);
        var again = await composer
            .ComposeAsync(report.Run.Proof, report.Run.FinishedAt, report.Run.Code, cancellationToken).ConfigureAwait(false);
        var isSameCode = report.Run.Code == CodeVersion.Current;
        // The certificate belongs to the code that scored. Of another version only its id is known here.
        if (!isSameCode)
            again = again with { Run = again.Run with { Parity = report.Run.Parity } };
        await findings.CheckAsync("every number of report.json equals the recomputed one", () =>
        {
            CompareJson(json, JsonReport.Render(again), isSameCode && report.Run.Proof is not null);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await findings.CheckAsync($"{ReportFiles.Html}, {ReportFiles.Markdown} and {ReportFiles.Csv} say the same", async () => await CompareRenderingsAsync(
            again, await composer.ReadSampleAsync(fullSize: false, cancellationToken).ConfigureAwait(false), isSameCode, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private void CompareJson(byte[] stored, byte[] recomputed, bool isSameCode)
    {
        if (stored.AsSpan().SequenceEqual(recomputed))
            return;
        var path = results.Report(ReportFiles.Json).Value;
        using var document = JsonDocument.Parse(stored);
        using var again = JsonDocument.Parse(recomputed);
        var differences = JsonDifferences.Of(document.RootElement, again.RootElement).ToList();
        var added = isSameCode ? [] : differences.FindAll(difference => difference.Stored is null);
        if (added.Count > 0)
            findings.Note($"{path}: {added.Count:N0} fields of this version are not in it, such as {added[0].Path}");
        findings.Differ(path, differences.Except(added));
        if (differences.Count == 0 && isSameCode)
            findings.Differ($"{path}: has the recomputed content, but this version writes it differently, from byte {FirstDifference(stored, recomputed):N0} on");
    }

    private async Task CompareRenderingsAsync(RunReport again, QuestionSample questions, bool isSameCode, CancellationToken cancellationToken)
    {
        foreach (var (name, content) in ReportFiles.Render(again, questions).Where(file => file.Name != ReportFiles.Json))
        {
            var path = results.Report(name);
            var stored = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (stored is null)
                findings.Differ($"{path}: is missing");
            else if (stored.AsSpan().SequenceEqual(content))
                continue;
            else if (isSameCode)
                findings.Differ($"{path} line {LineOf(stored, FirstDifference(stored, content)):N0}: differs from the recomputed report");
            else
                findings.Note($"{path}: another version rendered it, so that only its hash is checked");
        }
    }

    private static int FirstDifference(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> recomputed) => stored.CommonPrefixLength(recomputed);

    private static int LineOf(ReadOnlySpan<byte> content, int at) => 1 + content[..at].Count((byte)'\n');
}
