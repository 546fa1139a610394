using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Leaderboards;

namespace MuBench.Tests.Reports;

/// <summary>An alarm is shown wherever the model's numbers are.</summary>
public sealed class AlarmRenderingTests
{
    private const string Text = "28 of 28 answers hold nothing to score (28 truncated)";

    private static readonly RunReport Report = SampleReports.Typical().Alarm("generalist");

    [Fact]
    public void Html_Alarm_StandsAboveTheFindingAndInTheRow()
    {
        var html = HtmlReport.Render(Report);

        var head = html[..html.IndexOf("class=\"facts\"", StringComparison.Ordinal)];
        Assert.Contains("role=\"alert\"", head, StringComparison.Ordinal);
        Assert.Contains(Text, head, StringComparison.Ordinal);
        Assert.Contains("raise maxOutputTokens (now 128)", head, StringComparison.Ordinal);
        Assert.Contains("more than 5.00% of its answers", head, StringComparison.Ordinal);
        Assert.DoesNotContain("<span class=\"model\">generalist</span> leads", head, StringComparison.Ordinal);
        Assert.Contains("data-last=\"1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_PairsOfTheModel_HaveNoVerdict()
    {
        var html = HtmlReport.Render(Report);

        var pairs = Regex.Matches(html, "<tr data-a=\"([^\"]*)\" data-b=\"([^\"]*)\">.*?</tr>", RegexOptions.Singleline).Where(row => row.Value.Contains("generalist", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair => Assert.DoesNotMatch("\\b(better|worse|equivalent|undecided)\\b", pair.Value));
    }

    [Fact]
    public void Markdown_Alarm_StandsInTheHeadAndInPlaceOfTheRank()
    {
        var markdown = MarkdownReport.Render(Report);

        Assert.Contains("- ALARM: generalist: " + Text, markdown, StringComparison.Ordinal);
        Assert.Contains("| alarm | generalist |", markdown, StringComparison.Ordinal);
        Assert.Contains("generalist (alarm)", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\| (clip-base|clip-he-tuned) \| generalist \| (better|worse|equivalent|undecided)", markdown);
    }

    [Fact]
    public void Csv_Alarm_IsItsLastColumn()
    {
        var rows = CsvReader.Read(CsvScores.Render(Report));

        Assert.Equal("alarm", rows[0][^1]);
        Assert.All(rows.Skip(1), row => Assert.Equal(row[1] == "generalist" ? "true" : "false", row[^1]));
    }

    [Fact]
    public void JUnit_Alarm_IsAFailureOfTheModel()
    {
        var suite = XDocument.Parse(Encoding.UTF8.GetString(JUnitReport.Render(Report, failInconclusive: false)));

        var test = suite.Descendants("testcase").Single(test => test.Attribute("name")!.Value == "generalist");
        Assert.StartsWith(Text, test.Element("failure")!.Attribute("message")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void LeaderboardPage_Alarm_ComesAfterTheOthers()
    {
        var html = LeaderboardPage.Render(new FinishedRuns("ubench", [Report], []), _ => null);

        var rows = Regex.Matches(html, "<th scope=\"row\" class=\"name\" data-v=\"([^\"]*)\"").Select(match => match.Groups[1].Value).Take(Report.Models.Count).ToList();
        Assert.Equal(["generalist", "qwen-unstable"], rows.TakeLast(2));
    }

    [Fact]
    public void Json_Alarm_ReadsBack()
    {
        var json = Encoding.UTF8.GetString(JsonReport.Render(Report));

        Assert.Contains("\"alarmAbove\": 0.05", json, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\"unread\": {28}"), json, StringComparison.Ordinal);
    }
}
