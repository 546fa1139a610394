using MuBench.Reports.Documents;

namespace MuBench.Reports.Markdown;

/// <summary>The estimates of a sample that other models' answers make more precise.</summary>
internal static class MarkdownAssisted
{
    public static void Write(MarkdownWriter markdown, ReportIndex index)
    {
        var report = index.Report;
        var rows = AssistedText.Rows(report).Select(row => AssistedText.Row(row.Model, row.Estimate)).ToList();
        if (rows.Count == 0)
            return;
        markdown.Heading(2, "Assisted estimates");
        markdown.Table(AssistedText.Heads, numbersFrom: 2, rows);
        markdown.Paragraph(AssistedText.Legend(report));
        WriteParts(markdown, report);
        var differences = AssistedText.Differences(report).Select(row => AssistedText.Row(index, row.Pair, row.Assisted)).ToList();
        if (differences.Count == 0)
            return;
        markdown.Table(AssistedText.DifferenceHeads, numbersFrom: 5, differences);
        markdown.Paragraph(AssistedText.DifferenceLegend);
    }

    private static void WriteParts(MarkdownWriter markdown, RunReport report)
    {
        var parts = AssistedText.Parts(report).Select(row => AssistedText.Row(row.Model, row.Estimate)).ToList();
        if (parts.Count == 0)
            return;
        markdown.OpenFold("Assisted estimates on parts of tasks");
        markdown.Table(AssistedText.Heads, numbersFrom: 2, parts);
        markdown.CloseFold();
    }
}
