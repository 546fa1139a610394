using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Markdown;

/// <summary>The outcomes of all questions, what is missing, and how much the scores depend on how responses are read.</summary>
internal static class MarkdownLedger
{
    public static void WriteOutcomes(MarkdownWriter markdown, ReportIndex index)
    {
        var rows = Leaderboard.Ledger(index.Report, index.Report.Run.Protocol);
        if (rows.Count == 0) return;
        markdown.Heading(2, $"Outcomes, {index.Report.Run.ProtocolText} protocol");
        markdown.Table(
            ["Model", "Correct", "Wrong", "Unparsed", "Refused", "Filtered", "Truncated", "Failed", "Not run"],
            numbersFrom: 1,
            rows.Select(row => row.Model.Outcomes is var o
                ? (string[])[row.Model.Id, .. ((int[])[o.Correct, o.Wrong, o.Unparsed, o.Refused, o.Filtered, o.Truncated, o.Failed, row.Model.NotRun]).Select(count => ReportNumbers.Count(count))]
                : []));
    }

    public static void WriteMissing(MarkdownWriter markdown, ReportIndex index)
    {
        var all = LedgerEntry.Of(index.Report);
        var rows = all.Where(entry => entry.Missing > 0 || entry.IsVoid).ToList();
        markdown.Heading(2, "What is missing");
        if (rows.Count == 0)
        {
            markdown.Paragraph(MissingSection.Nothing(all));
            return;
        }

        markdown.Table(
            ["Model", "Reasons", "Failed", "Not run", "Of", .. index.Tasks.Select(task => $"{task}: lowest–highest")],
            numbersFrom: 2,
            rows.Select(row => (string[])
            [
                row.Id,
                string.Join("; ", Reasons(row)),
                ReportNumbers.Count(row.Outcomes.Failed),
                ReportNumbers.Count(row.NotRun),
                ReportNumbers.Count(row.Asked),
                .. index.Tasks.Select(task => row.Scores.GetValueOrDefault(task)).Select(score => ReportNumbers.Bounds(score?.Lowest, score?.Highest)),
            ]));
        if (MissingSection.VoidRule(index.Report.Run) is { } rule)
            markdown.Paragraph(rule);
    }

    public static void WriteBand(MarkdownWriter markdown, ReportIndex index)
    {
        var models = BandSection.ModelsOf(index.Report).ToList();
        if (models.Count == 0) return;
        markdown.Heading(2, "How the replies are read");
        markdown.Table(
            ["Model", "Task", "n", "Official", "Strict", "Lenient", "Band", "Disagree"],
            numbersFrom: 2,
            models.SelectMany(model => model.Band!.Tasks.Select(task => (string[])
            [
                model.Id, task.Task, ReportNumbers.Count(task.N), ReportNumbers.Percent(task.Official), ReportNumbers.Percent(task.Strict),
                ReportNumbers.Percent(task.Lenient), ReportNumbers.Bounds(task.Lowest, task.Highest), ReportNumbers.Count(task.Disagreeing),
            ])));
        markdown.Paragraph("Accuracy in percent of the same replies under three readers, and replies that are right under one of them and not under another.");
    }

    private static IEnumerable<string> Reasons(LedgerEntry model) =>
        model.Faults.Select(fault => $"{ReportNumbers.Count(fault.Questions)} × {fault.Reason}").Prepend(model.VoidReason ?? "").Where(text => text.Length > 0);
}
