using System.Text.RegularExpressions;
using MuBench.Cli.Printing;
using MuBench.Cli.Running;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Tests.Reports;

namespace MuBench.Tests.Cli.Running;

/// <summary>The table of results at several widths of the terminal.</summary>
public sealed partial class ConsoleLeaderboardTableTests
{
    private static readonly RunReport Two = SampleReports.Typical();

    /// <summary>The sample with a third task.</summary>
    private static readonly RunReport Three = Two with
    {
        Models = [.. Two.Models.Select(model => model with { Scores = [.. model.Scores, .. model.Scores.Where(score => score.Task == "fine").Select(score => score with { Task = "cognition" })] })],
    };

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void Write_AtAnyWidth_BreaksNoIntervalAndNoName(int width)
    {
        foreach (var report in (RunReport[])[Two, Three])
        {
            var lines = Render(report, width);

            Assert.All(lines, line => Assert.True(line.Length <= width, line));
            var rows = Leaderboard.Rank(report, report.Run.Protocol);
            var expected = rows.SelectMany(row => row.Scores.Values).Where(score => score.Accuracy is not null).Select(score => ReportNumbers.Interval(score.Ci95, 1)).Order().ToList();
            Assert.Equal(expected, lines.SelectMany(line => Interval().Matches(line)).Select(match => match.Value).Order());
            Assert.All(rows, row => Assert.Contains(lines, line => $"{line} ".Contains($" {row.Model.Id} ", StringComparison.Ordinal)));
            Assert.All(Leaderboard.Tasks(report), task => Assert.Contains(lines, line => line.Contains(task, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Write_InAWideTerminal_HasAColumnForEachTask() =>
        Assert.Contains(Render(Three, 200), line => line.Contains("coarse, n ", StringComparison.Ordinal) || line.Contains(" coarse ", StringComparison.Ordinal) && line.Contains(" cognition ", StringComparison.Ordinal));

    [Fact]
    public void Write_InANarrowTerminal_HasABlockOfLinesForEachModel()
    {
        var lines = Render(Three, 40);

        var row = Leaderboard.Rank(Three, Three.Run.Protocol)[0];
        var first = lines.ToList().IndexOf($"{Leaderboard.RankOf(row)}  {row.Model.Id}");
        Assert.Equal(
            Leaderboard.Tasks(Three).Select(task => $"{Leaderboard.TitleOf(task)} {ReportNumbers.Percent(row.Scores[task].Accuracy, 1)} {ReportNumbers.Interval(row.Scores[task].Ci95, 1)}, n {ReportNumbers.Count(row.Scores[task].N)}"),
            lines.Skip(first + 1).Take(Leaderboard.Tasks(Three).Count).Select(line => line.Trim()));
    }

    private static IReadOnlyList<string> Render(RunReport report, int width)
    {
        using var output = new StringWriter();
        var console = Terminal.Over(output);
        console.Profile.Width = width;
        console.Write(ConsoleLeaderboardTable.Of(report, width));
        return [.. output.ToString().Split('\n').Select(line => line.TrimEnd())];
    }

    // The title has the words [95% interval].
    [GeneratedRegex(@"\[\d+\.\d[^\]]*\]")]
    private static partial Regex Interval();
}
