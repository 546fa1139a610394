using System.Text;
using System.Xml.Linq;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Reports.Tables;

namespace MuBench.Tests.Reports;

/// <summary>A model that was not asked as the official protocol asks is marked wherever its numbers are.</summary>
public sealed class RequestRenderingTests
{
    private const string Asked = "asked with its own prompt template, a system prompt";
    private const string Sentence = "generalist: Asked with its own prompt template, a system prompt: its results are not official, and not comparable with published ones.";

    private static readonly RunReport Plain = SampleReports.Typical();

    private static readonly RunReport Report = Plain with
    {
        Models = [.. Plain.Models.Select(model => model.Id == "generalist" ? model with { AskedWith = Asked["asked with ".Length..] } : model)],
    };

    [Fact]
    public void Html_Model_IsMarkedInTheHeadAndInItsRow()
    {
        var html = HtmlReport.Render(Report);

        Assert.Contains(Sentence, html[..html.IndexOf("class=\"facts\"", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains(Asked, html[html.IndexOf("id=\"leaderboard\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void LeaderboardPage_Model_IsMarked() =>
        Assert.Contains(Asked, LeaderboardPage.Render(new FinishedRuns("ubench", [Report], []), _ => null), StringComparison.Ordinal);

    [Fact]
    public void Markdown_Model_IsMarkedInTheHeadAndInItsRows()
    {
        var markdown = MarkdownReport.Render(Report);

        Assert.Contains(Sentence, markdown, StringComparison.Ordinal);
        Assert.Contains("| generalist (not official) |", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("clip-base (not official)", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_Reason_IsAColumnOnlyWhereThereIsOne()
    {
        var rows = CsvReader.Read(CsvScores.Render(Report));

        Assert.Equal("notOfficial", rows[0][^1]);
        Assert.All(rows.Skip(1), row => Assert.Equal(row[1] == "generalist" ? Asked : "", row[^1]));
        Assert.DoesNotContain("notOfficial", CsvScores.Render(Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_Reason_IsAProperty()
    {
        var suite = XDocument.Parse(Encoding.UTF8.GetString(JUnitReport.Render(Report, failInconclusive: false)));

        Assert.Equal(Sentence, suite.Descendants("property").Single(property => property.Attribute("name")!.Value == "notOfficial").Attribute("value")!.Value);
    }

    [Fact]
    public void FiguresAndTables_Model_IsMarked()
    {
        Assert.Contains(Sentence, FigureCaptions.Source(Report), StringComparison.Ordinal);
        Assert.Contains(PaperTables.Of(Report)[0].Rows, row => row.Contains("generalist (not official)"));
    }
}
