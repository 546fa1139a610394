using System.Text;
using MuBench.Reports.Markdown;

namespace MuBench.Reports.Tables;

/// <summary>Renders tables for a paper. All text is escaped. Equal tables give equal text.</summary>
public static class TableText
{
    /// <summary>A LaTeX <c>table</c> that needs no package.</summary>
    public static string Latex(PaperTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var tex = new StringBuilder();
        tex.Append("\\begin{table}\n\\centering\n\\footnotesize\n\\caption{").Append(LatexText.Escaped(table.Caption)).Append("}\n");
        tex.Append("\\label{tab:").Append(table.Name).Append("}\n\\begin{tabular}{");
        for (var column = 0; column < table.Heads.Count; column++) tex.Append(column < table.NumbersFrom ? 'l' : 'r');
        tex.Append("}\n\\hline\n");
        Row(table.Heads);
        tex.Append("\\hline\n");
        foreach (var row in table.Rows) Row(row);
        return tex.Append("\\hline\n\\end{tabular}\n\\end{table}\n").ToString();

        // Braces around the first cell: one that starts with [ would be taken for an argument of the line end before it.
        void Row(IReadOnlyList<string> cells) => tex.Append(string.Join(" & ", cells.Select((cell, at) => at == 0 ? $"{{{LatexText.Escaped(cell)}}}" : LatexText.Escaped(cell)))).Append(" \\\\\n");
    }

    /// <summary>Comma-separated values (RFC 4180).</summary>
    public static string Csv(PaperTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Concat(table.Rows.Prepend(table.Heads).Select(row => string.Join(',', row.Select(CsvScores.Text)) + "\r\n"));
    }

    /// <summary>A table of GitHub's Markdown, with its caption above.</summary>
    public static string Markdown(PaperTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var markdown = new MarkdownWriter();
        markdown.Paragraph(table.Caption);
        markdown.Table(table.Heads, table.NumbersFrom, table.Rows);
        return markdown.ToString();
    }
}
