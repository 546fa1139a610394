using MuBench.Reports;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Render_Typical_ShowsLeaderboardGateMissingAndComparisons()
    {
        var report = SampleReports.Typical();

        var lines = MarkdownReport.Render(report).Split('\n');

        var score = report.Models[2].Scores.Single(score => score is { Task: "coarse", Slice: "all", Protocol: "official" });
        Assert.Contains(lines, line => line.StartsWith(
            $"| 1 | generalist | {ReportNumbers.Percent(score.Accuracy)} {ReportNumbers.HalfWidth(score.HalfWidth)} \\{ReportNumbers.Interval(score.Ci95)[..^1]}\\], n {ReportNumbers.Count(score.N)} |", StringComparison.Ordinal));
        Assert.Contains("## Gate: fail", lines);
        Assert.Contains(lines, line => line.StartsWith("| void | qwen-unstable |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("| qwen-unstable | 35.0% of the questions failed or were not run; failAbove is 2.0%.; ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("| coarse | clip-base | clip-he-tuned | worse | −", StringComparison.Ordinal));
        Assert.Contains("## Leaderboard, strict protocol", lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Render_Tables_HaveTheSameCellsInEveryRow(bool hostile)
    {
        var lines = MarkdownReport.Render(hostile ? SampleReports.HostileText() : SampleReports.Typical()).Split('\n');

        var expected = 0;
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] != '|')
            {
                expected = 0;
                continue;
            }

            var cells = Enumerable.Range(0, line.Length).Count(i => line[i] == '|' && (i == 0 || line[i - 1] != '\\'));
            if (expected == 0) expected = cells;
            Assert.Equal(expected, cells);
        }
    }

    [Fact]
    public void Render_HostileText_HasNoMarkupOfItsOwn()
    {
        var markdown = MarkdownReport.Render(SampleReports.HostileText());

        Assert.DoesNotContain("<img", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("</script", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', markdown);
        Assert.Contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\"'\\`\\|\uFFFD\uFFFD&amp;amp;  =1+1", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_EmptyReports_SaySo()
    {
        Assert.Contains("Nothing: every model answered every question of the run.", MarkdownReport.Render(SampleReports.OneModel()), StringComparison.Ordinal);
        Assert.Contains("| – | never | – | – | – | 120 |", MarkdownReport.Render(SampleReports.NothingRun()), StringComparison.Ordinal);
        Assert.Contains("| void | b | – | – | – | 0 |", MarkdownReport.Render(SampleReports.AllVoid()), StringComparison.Ordinal);
        Assert.StartsWith("# forgetting-2026-11\n", MarkdownReport.Render(SampleReports.NoModels()), StringComparison.Ordinal);
    }
}
