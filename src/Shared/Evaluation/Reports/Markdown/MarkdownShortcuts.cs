using MuBench.Reports.Html.Shortcuts;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Markdown;

/// <summary>Right for the right reason, as a table for each rule and the scores.</summary>
internal static class MarkdownShortcuts
{
    public static void Write(MarkdownWriter markdown, ReportIndex index)
    {
        if (index.Report.Shortcuts is not { Models.Count: > 0 } analysis) return;
        markdown.Heading(2, "Right for the right reason");
        markdown.Paragraph(ShortcutText.Legend(analysis));
        foreach (var (rule, label) in ShortcutText.Rules)
        {
            markdown.Paragraph($"With {label}:");
            markdown.Table(["Model", "Images", "Left out", .. ShortcutText.Heads], numbersFrom: 1, analysis.Models.Select(model => Row(model, rule)));
        }

        markdown.Table(["Model", "Images", "Metadata C", "Answer T", "S (SPeC)"], numbersFrom: 1, analysis.Models.Select(model => (IReadOnlyList<string>)
        [
            model.Id, ReportNumbers.Count(model.All.Images), Text(model.MetadataScore), Text(model.AnswerScore), Text(model.CombinedScore),
        ]));
        markdown.Paragraph(ShortcutText.Scores);
    }

    private static string[] Row(ModelShortcuts model, string rule)
    {
        var table = model.All.Tables.First(table => table.Rule == rule);
        return
        [
            model.Id, ReportNumbers.Count(model.All.Images), ReportNumbers.Count(model.All.Incomplete),
            Text(table.Robust), Text(table.Shortcut), Text(table.ReasoningGap), Text(table.Neither), Text(table.ShortcutsOfRight),
        ];
    }

    private static string Text(ShortcutShare? share) => share?.Share is null ? ReportNumbers.None : $"{ReportNumbers.Percent(share.Share, 1)} {ReportNumbers.Interval(share.Ci95, 1)}";
}
