using System.Text;
using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;

namespace MuBench.Reports;

/// <summary>The files of a report.</summary>
public static class ReportFiles
{
    /// <summary>The stable format for programs.</summary>
    public const string Json = "report.json";

    /// <summary>The page for people.</summary>
    public const string Html = "report.html";

    /// <summary>The text for a pull request or a job summary.</summary>
    public const string Markdown = "report.md";

    /// <summary>The scores for a spreadsheet or a data frame.</summary>
    public const string Csv = "scores.csv";

    /// <summary>Renders every file of the report. Equal input gives equal bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="questions">Questions to browse in the page; null for none.</param>
    internal static IReadOnlyList<(string Name, byte[] Content)> Render(RunReport report, QuestionSample? questions = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return
        [
            (Json, JsonReport.Render(report)),
            (Html, Encoding.UTF8.GetBytes(HtmlReport.Render(report, questions))),
            (Markdown, Encoding.UTF8.GetBytes(MarkdownReport.Render(report))),
            (Csv, Encoding.UTF8.GetBytes(CsvScores.Render(report))),
        ];
    }
}
