using MuBench.Reports.Documents;

namespace MuBench.Reports.Markdown;

/// <summary>The estimates of a sample that other models' answers make more precise.</summary>
internal static class MarkdownAssisted
{
    public static void Write(MarkdownWriter markdown, RunReport report)
    {
        var rows = AssistedText.Rows(report).Select(row => AssistedText.Row(row.Model, row.Estimate)).ToList();
        if (rows.Count == 0)
            return;
        markdown.Heading(2, "Assisted estimates");
        markdown.Table(AssistedText.Heads, numbersFrom: 2, rows);
        markdown.Paragraph(AssistedText.Legend(report));
    }
}
