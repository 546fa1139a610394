using System.Text.RegularExpressions;
using System.Xml.Linq;
using MuBench.Datasets;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed partial class LeaderboardPageTests
{
    private static readonly RunReport First = Report("first-11111111", 1);
    private static readonly RunReport Second = Report("second-22222222", 2);

    [Fact]
    public void Render_RunScoredByAnEarlierVersion_SaysThatItsIntervalsAreOthers()
    {
        var earlier = Second with { Models = [.. Second.Models.Select(model => model with { Scores = [.. model.Scores.Select(score => score with { Interval = null })] })] };

        Assert.Contains($"Scored by an earlier version: {Second.Run.Id}.", LeaderboardPage.Render(new FinishedRuns("ubench", [First, earlier], []), _ => null), StringComparison.Ordinal);
        Assert.DoesNotContain("Scored by an earlier version", LeaderboardPage.Render(new FinishedRuns("ubench", [First, Second], []), _ => null), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SeveralRunsOfTheSameModels_HasOneRowPerModelWithItsHistory()
    {
        var page = Read(LeaderboardPage.Render(new FinishedRuns("ubench", [Second, First], []), id => $"runs/{id}/report.html"));

        var rows = Rows(page, "coarse").ToList();
        Assert.Equal(6, rows.Count);
        Assert.Equal(["1", "2", "3", "floor", "floor", "–"], rows.Select(row => row.Element("td")!.Value));
        Assert.Contains("35.0% of the questions failed or were not run", rows[^1].Value, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(["runs/first-11111111/report.html", "runs/second-22222222/report.html"], row.Descendants("a").Select(link => link.Attribute("href")!.Value)));
        var generalist = rows.First(row => row.Element("th")!.Value.StartsWith("generalist", StringComparison.Ordinal));
        Assert.Contains("if missing responses are counted", generalist.Value, StringComparison.Ordinal);
        Assert.Contains("1 more", generalist.Descendants("summary").Single().Value, StringComparison.Ordinal);
        Assert.Contains("2026-11-01", generalist.Descendants("details").Single().Value, StringComparison.Ordinal);
        Assert.Equal("2026-11-02", generalist.Elements("td").Last().Value); // of two equal results, the newer one stands for the model
    }

    [Fact]
    public void Render_NewerResultOverFewerQuestionsOrWithoutACount_DoesNotStandForTheModel()
    {
        RunReport Changed(RunReport report, Func<ReportModel, ReportModel> change) => report with { Models = [.. report.Models.Select(model => model.Id == "clip-base" ? change(model) : model)] };
        var fewer = Changed(Second, model => model with { Scores = [.. model.Scores.Select(score => score with { N = score.N - 1 })] });
        var isVoid = Changed(Second, model => model with { Void = true, VoidReason = "Most questions failed." });

        foreach (var newer in new[] { fewer, isVoid })
        {
            var row = Rows(Read(LeaderboardPage.Render(new FinishedRuns("ubench", [newer, First], []), id => id)), "coarse").Single(row => row.Element("th")!.Value.StartsWith("clip-base", StringComparison.Ordinal));
            Assert.Equal("2026-11-01", row.Elements("td").Last().Value);
            Assert.Contains("second-22222222", row.Descendants("details").Single().Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_ResultsOfOtherSettings_SaysSo()
    {
        var keys = new Dictionary<string, string> { ["first-11111111/clip-base"] = "one", ["second-22222222/clip-base"] = "two", ["first-11111111/random"] = "three", ["second-22222222/random"] = "three" };
        var rows = Rows(Read(LeaderboardPage.Render(new FinishedRuns("ubench", [Second, First], []) { ModelKeys = keys }, _ => null)), "coarse").ToList();

        Assert.Contains("1 more, with other settings", rows.Single(row => row.Value.Contains("clip-base", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("other settings", rows.Single(row => row.Element("th")!.Value.StartsWith("random", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Ranks_StandInTheFirstColumnByTheReportsRule()
    {
        var ranks = new LeaderboardRanks(
            new Dictionary<string, IReadOnlyDictionary<string, RankRange>> { ["coarse"] = new Dictionary<string, RankRange> { ["first-11111111/generalist"] = new(1, 2), ["first-11111111/clip-base"] = new(1, 3) } }, null);
        var page = Read(LeaderboardPage.Render(new FinishedRuns("ubench", [First], []), _ => null, ranks));

        Assert.Equal(["1–2", "–", "1–3"], Rows(page, "coarse").Take(3).Select(row => row.Element("td")!.Value));
        Assert.Contains("behind every model that the paired comparison shows to be better", Section(page, "coarse").Value, StringComparison.Ordinal);
        Assert.Contains("The models were not compared in pairs here", Section(page, "fine").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfficialDataset_ShowsPublishedResultsBelowAndSaysWhatTheyAre()
    {
        var page = Read(LeaderboardPage.Render(new FinishedRuns("ubench", [First], []), _ => null));

        var published = Section(page, "coarse").Descendants("tbody").Single(body => (string?)body.Attribute("class") == "others").Elements("tr").ToList();
        Assert.NotEmpty(published);
        Assert.All(published, row => Assert.Contains("published", row.Value, StringComparison.Ordinal));
        Assert.Empty(page.Descendants("main").Descendants("a"));
    }

    [Fact]
    public void Render_DatasetThatIsNotTheRelease_HasNoPublishedResults() =>
        Assert.DoesNotContain("badge hollow", LeaderboardPage.Render(new FinishedRuns("ubench", [Unofficial(First)], []), _ => null), StringComparison.Ordinal);

    [Fact]
    public void Render_MicroVqa_ShowsItsOwnPublishedRows()
    {
        var report = First with
        {
            Run = First.Run with { Dataset = First.Run.Dataset with { Name = "microvqa", Official = false } },
            Models = [.. First.Models.Select(model => model with { Scores = [.. model.Scores.Select(score => score with { Task = score.Task == "coarse" ? "microvqa" : score.Task })] })],
        };
        var page = Read(LeaderboardPage.Render(new FinishedRuns("microvqa", [report], []), _ => null));

        var published = Section(page, "microvqa").Descendants("tbody").Single(body => (string?)body.Attribute("class") == "others").Elements("tr").ToList();
        Assert.Equal(21, published.Count);
        Assert.StartsWith("o1", published[0].Element("th")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SomeRunsOverTheRelease_SaysThatTheOthersDoNotCompareWithThePublishedRows()
    {
        const string Sentence = "their rows are not comparable with the published ones";
        Assert.Contains(Sentence, LeaderboardPage.Render(new FinishedRuns("ubench", [First, Unofficial(Second)], []), _ => null), StringComparison.Ordinal);
        Assert.DoesNotContain(Sentence, LeaderboardPage.Render(new FinishedRuns("ubench", [First, Second], []), _ => null), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Runs_SaysThatRowsOfOtherQuestionsAreNotComparable()
    {
        var html = LeaderboardPage.Render(new FinishedRuns("ubench", [First], []), _ => null);

        Assert.Contains("not comparable item by item", html, StringComparison.Ordinal);
        Assert.Contains("mubench compare RUN_A RUN_B", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SeveralRevisions_NamesThem()
    {
        var other = Second with { Run = Second.Run with { Dataset = Second.Run.Dataset with { Revision = "another-revision" } } };

        Assert.DoesNotContain("revision 3f2c5b59", LeaderboardPage.Render(new FinishedRuns("ubench", [First, Second], []), _ => null), StringComparison.Ordinal);
        Assert.Contains("revision another-revision", LeaderboardPage.Render(new FinishedRuns("ubench", [First, other], []), _ => null), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_RunsThatCannotBeRead_NamesThemWithTheReason()
    {
        var page = Read(LeaderboardPage.Render(new FinishedRuns("ubench", [], [new UnreadRun("lost-12345678", "it is <damaged>")]), _ => null));

        Assert.Contains("No run of this dataset is finished.", page.Value, StringComparison.Ordinal);
        Assert.Contains("it is <damaged>", page.Section("unread").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileText_IsEscapedEverywhere()
    {
        var hostile = SampleReports.Hostile;

        var html = LeaderboardPage.Render(new FinishedRuns(hostile, [SampleReports.HostileText()], [new UnreadRun(hostile, hostile)]), _ => hostile);

        Read(html); // well-formed
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("</script>").Length - 1);
    }

    [Fact]
    public void Render_DeepImages_SaysByWhichRuleEachRunShowedThem()
    {
        const string Legend = "Images of more than 8 bits per sample";
        RunReport Shown(RunReport report, string rule) =>
            report with { Run = report.Run with { Dataset = report.Run.Dataset with { Display = new ReportDisplay(rule, "default", 2, new PixelDepth(12)) } } };

        var one = LeaderboardPage.Render(new FinishedRuns("ubench", [Shown(First, "minmax"), Shown(Second, "minmax")], []), _ => null);
        var two = LeaderboardPage.Render(new FinishedRuns("ubench", [Shown(First, "minmax"), Shown(Second, "full 0-4095"), Second], []), _ => null);

        Assert.Contains(Legend, one, StringComparison.Ordinal);
        Assert.Contains("· display minmax", one, StringComparison.Ordinal);
        Assert.DoesNotContain("do not share one rule", one, StringComparison.Ordinal);
        Assert.Contains("· display full 0-4095", two, StringComparison.Ordinal);
        Assert.Contains("do not share one rule", two, StringComparison.Ordinal);
        Assert.DoesNotContain(Legend, LeaderboardPage.Render(new FinishedRuns("ubench", [First, Second], []), _ => null), StringComparison.Ordinal);
    }

    private static RunReport Report(string id, int day)
    {
        var report = SampleReports.Typical();
        return report with { Run = report.Run with { Id = id, FinishedAt = new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero) } };
    }

    private static RunReport Unofficial(RunReport report) =>
        report with { Run = report.Run with { Dataset = report.Run.Dataset with { Official = false } } };

    private static XElement Section(XElement page, string task) =>
        page.Descendants("section").Single(section => section.Element("h2")!.Value == task);

    private static IEnumerable<XElement> Rows(XElement page, string task) => Section(page, task).Descendants("tbody").First().Elements("tr");

    private static XElement Read(string html) =>
        XElement.Parse(Resources().Replace(html["<!DOCTYPE html>\n".Length..], "<$1></$1>"), LoadOptions.PreserveWhitespace);

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Resources();
}
