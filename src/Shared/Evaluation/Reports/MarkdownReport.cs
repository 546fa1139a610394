using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Reports.Markdown;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary><c>report.md</c>: the report for a pull request, an issue or a job summary (GitHub's Markdown).</summary>
internal static class MarkdownReport
{
    /// <summary>Renders the report; all text of it is escaped. Equal reports give equal text.</summary>
    public static string Render(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var index = new ReportIndex(report);
        var markdown = new MarkdownWriter();
        WriteHead(markdown, index);
        MarkdownSections.WriteGate(markdown, report.Gate);
        MarkdownSampling.Write(markdown, report.Run.Sampling);
        MarkdownSections.WriteLeaderboard(markdown, index);
        MarkdownAssisted.Write(markdown, index);
        MarkdownLedger.WriteOutcomes(markdown, index);
        MarkdownLedger.WriteMissing(markdown, index);
        MarkdownLedger.WriteBand(markdown, index);
        MarkdownSections.WriteComparisons(markdown, index);
        MarkdownSections.WritePasses(markdown, index);
        MarkdownSections.WriteSlices(markdown, index);
        MarkdownShortcuts.Write(markdown, index);
        MarkdownAnalyses.Write(markdown, index);
        MarkdownSections.WriteNotes(markdown, report);
        MarkdownSections.WritePublished(markdown, report);
        WriteFoot(markdown, report);
        return markdown.ToString();
    }

    private static void WriteHead(MarkdownWriter markdown, ReportIndex index)
    {
        var (run, data) = (index.Report.Run, index.Report.Run.Dataset);
        markdown.Heading(1, ExcerptText.Title(run));
        markdown.Paragraph(
            $"{ReportNumbers.Count(index.Models)} models · {ReportNumbers.Count(data.Questions)} questions about "
            + $"{ReportNumbers.Count(data.Images)} images of {data.Name} (revision {data.Revision}) · {run.ProtocolText} protocol · {ReportNumbers.Moment(run.FinishedAt)}");
        if (ExcerptText.Of(run) is { } excerpt)
            markdown.Paragraph(excerpt);
        foreach (var asked in RequestText.Lines(index.Report))
            markdown.Paragraph(asked);
        if (SamplingText.Of(run) is { } sampled)
            markdown.Paragraph(sampled);
        if (data.Caveat is { } caveat)
            markdown.Paragraph(caveat);
        foreach (var model in index.Report.Models.Where(model => model is { ControlOf: null, Alarm: not null }))
            markdown.Item($"ALARM: {model.Id}: {model.Alarm!.Text}");
        if (index.Report.Models.Any(model => model is { ControlOf: null, Alarm: not null }))
        {
            markdown.EndList();
            markdown.Paragraph(HeaderSection.AlarmRule(run));
        }

        markdown.Paragraph(Completeness.Of(index.Report));
        if (DisplayText.Of(run) is { } display)
            markdown.Paragraph(display);
        if (index.Report.Budget is { } budget)
            markdown.Paragraph($"Budget {ReportNumbers.Usd(budget.MaxUsd)}: {HeaderSection.BudgetText(budget)}.");
    }

    private static void WriteFoot(MarkdownWriter markdown, RunReport report)
    {
        var run = report.Run;
        markdown.Heading(2, "How it was made");
        markdown.Table(
            ["What", "Value"],
            numbersFrom: 2,
            [
                ["Run", run.Id],
                ["Manifest, SHA-256", run.ManifestSha256],
                ["Dataset, SHA-256", run.Dataset.Sha256],
                .. ComputedBy.Line(report) is { } computed ? (string[][])[[ProvenanceSection.ComputedName, computed]] : [],
                ["Started", ReportNumbers.Moment(run.StartedAt)],
                ["Finished", ReportNumbers.Moment(run.FinishedAt)],
                ["MuBench", $"{run.Code.Version}, commit {run.Code.Commit}"],
                .. run.Parity is { } parity ? (string[][])[[ProvenanceSection.ParityName, ProvenanceSection.ParityText(parity)]] : [],
                .. run.Proof is { } proof ? (string[][])[["Merkle root", ProvenanceSection.RootText(proof)]] : [],
            ]);
    }
}
