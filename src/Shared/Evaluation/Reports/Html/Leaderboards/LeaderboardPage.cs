using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Leaderboards;

/// <summary>
/// The finished runs of a dataset on one self-contained page, made of the report's parts. It loads nothing, and escapes
/// all text of the reports.
/// </summary>
public static class LeaderboardPage
{
    // The pool differs with the selected tasks of a run.
    private const string Pool = "all";

    /// <summary>Renders the page. Equal runs give equal pages.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="reportUrl">The address of a run's report by its id; null for none.</param>
    /// <param name="ranks">The ranks of the models; null if they were not compared in pairs.</param>
    public static string Render(FinishedRuns runs, Func<string, string?> reportUrl, LeaderboardRanks? ranks = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(reportUrl);
        var html = new HtmlWriter();
        using (html.Open("html", ("lang", "en")))
        {
            html.Line();
            HtmlReport.WriteHead(html, $"{runs.Title} · MuBench leaderboard");
            using (html.Open("body"))
            {
                html.Line();
                using (html.Open("header"))
                {
                    html.Leaf("p", "MuBench leaderboard", ("class", "eyebrow"));
                    html.Leaf("h1", runs.Title);
                    WriteLegend(html, runs);
                }

                html.Line();
                WriteBar(html, runs);
                using (html.Open("main"))
                    WriteTables(html, runs, reportUrl, ranks ?? Uncompared);

                html.Line();
                html.Leaf("footer", "MuBench · one file, nothing loaded from elsewhere");
                html.Line();
                html.Resource("script", EmbeddedText.Script);
            }
        }

        return html.ToString();
    }

    /// <summary>The tasks with a table, in the order of the newest run that has them, a whole task before its parts.</summary>
    internal static IReadOnlyList<string> TasksOf(IReadOnlyList<RunReport> reports) =>
    [
        .. reports.SelectMany(Leaderboard.Tasks).Where(task => task != Pool).Distinct(StringComparer.Ordinal)
            .OrderBy(task => task.Split('/')[0], StringComparer.Ordinal).ThenBy(task => task.Contains('/', StringComparison.Ordinal)),
    ];

    private static LeaderboardRanks Uncompared { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, RankRange>>(), Leaderboard.NotComparedRule);

    /// <summary>What the page is about and how its tables are to be read.</summary>
    internal static void WriteLegend(HtmlWriter html, FinishedRuns runs)
    {
        html.Leaf("p", Finding(runs), ("class", "finding"));
        html.Leaf(
            "p",
            LeaderboardModel.Rule + " Accuracy in percent under the official protocol, best first; brackets and bands are 95% intervals clustered by image. "
            + "Rows with other numbers of questions, another sample or another revision were asked different questions: "
            + "they are not comparable item by item, and a small difference between them means nothing. "
            + "To compare two runs on the questions that both asked, in pairs: mubench compare RUN_A RUN_B.",
            ("class", "legend"));
        WriteDisplays(html, runs.Reports);
        WriteEarlierIntervals(html, runs.Reports);
    }

    /// <summary>The table of each task, and the runs that are not listed.</summary>
    internal static void WriteTables(HtmlWriter html, FinishedRuns runs, Func<string, string?> reportUrl, LeaderboardRanks ranks)
    {
        WriteTasks(html, runs, TasksOf(runs.Reports), reportUrl, ranks);
        WriteUnread(html, runs.Unread);
    }

    private static void WriteDisplays(HtmlWriter html, IReadOnlyList<RunReport> reports)
    {
        var rules = reports.Select(report => report.Run.Dataset.Display?.Rule).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        if (rules == 0) return;
        html.Leaf(
            "p",
            "Images of more than 8 bits per sample were shown in 8 bits, by the rule that stands behind \"display\" at each run."
            + (rules == 1 ? "" : " The runs below do not share one rule: their models did not see the same pictures."),
            ("class", "legend"));
    }

    private static void WriteEarlierIntervals(HtmlWriter html, IReadOnlyList<RunReport> reports)
    {
        var earlier = reports.Where(report => report.Models.Any(model => model.Scores.Any(score => score is { Ci95: not null, Interval: null }))).Select(report => report.Run.Id).ToList();
        if (earlier.Count == 0) return;
        html.Leaf(
            "p",
            $"Scored by an earlier version: {string.Join(", ", earlier)}. The intervals of these runs are basic bootstraps, which are too narrow for few images: "
            + "mubench rescore RUN computes them like those of the other runs.",
            ("class", "legend"));
    }

    private static string Finding(FinishedRuns runs)
    {
        if (runs.Reports.Count == 0)
            return "No run of this dataset is finished.";
        var models = runs.Reports.SelectMany(report => report.Models).Count(model => model.ControlOf is null);
        var text = $"{Count(models, "result")} of {Count(runs.Reports.Count, "finished run")}, the newest of {ReportNumbers.Moment(runs.Reports.Max(report => report.Run.FinishedAt))}.";
        return runs.Unread.Count == 0 ? text : $"{text} {Count(runs.Unread.Count, "run")} could not be read, see below.";
    }

    /// <summary>Links to the tables, if there are several.</summary>
    internal static void WriteBar(HtmlWriter html, FinishedRuns runs)
    {
        var tasks = TasksOf(runs.Reports);
        if (tasks.Count < 2) return;
        using (html.Open("div", ("class", "bar")))
        using (html.Open("nav", ("aria-label", "Tasks")))
        {
            for (var i = 0; i < tasks.Count; i++)
                html.Leaf("a", tasks[i], ("href", $"#task-{i}"));
        }

        html.Line();
    }

    private static void WriteTasks(HtmlWriter html, FinishedRuns runs, IReadOnlyList<string> tasks, Func<string, string?> reportUrl, LeaderboardRanks ranks)
    {
        var revisions = runs.Reports.Select(report => report.Run.Dataset.Revision).Distinct(StringComparer.Ordinal).Count();
        var datasets = runs.Reports.Select(report => report.Run.Dataset).ToList();
        var official = datasets.Find(dataset => dataset.Official) ?? datasets.FirstOrDefault();
        var table = new LeaderboardTaskTable(html, runs, reportUrl, ranks, revisions > 1);
        for (var i = 0; i < tasks.Count; i++)
        {
            using (HtmlParts.Section(html, $"task-{i}", tasks[i]))
            {
                IReadOnlyList<PublishedResult> published = official is null ? [] : PublishedResults.For(official, [tasks[i]]);
                if (published.Count > 0)
                {
                    html.Leaf(
                        "p",
                        "Published rows were measured by others, over the whole release, and are not ranked with the rest."
                        + (!official!.Official || datasets.TrueForAll(dataset => dataset.Official) ? "" : " Some of the runs below are not over that release: their rows are not comparable with the published ones."),
                        ("class", "legend"));
                }

                var models = LeaderboardModel.Of(runs.Reports, tasks[i]);
                html.Leaf("p", RankRule(tasks[i], models, ranks), ("class", "legend"));
                table.Write(tasks[i], models, published);
            }
        }
    }

    private static string RankRule(string task, IReadOnlyList<LeaderboardModel> models, LeaderboardRanks ranks)
    {
        var isCompared = models.Any(model => ranks.Of(task, model.Shown.Run.Id, model.Shown.Model.Id) is not null);
        return (isCompared
            ? $"Rank on {task}: {Leaderboard.ComparedRule} Two models are compared on the questions that both answered, whichever run asked them. A model that could not be compared has no rank."
            : $"Rank: the place by {Leaderboard.MeasureOf(task)} on {task}. {ranks.Missing ?? Leaderboard.NotComparedRule}") + Leaderboard.FloorRule;
    }

    private static void WriteUnread(HtmlWriter html, IReadOnlyList<UnreadRun> unread)
    {
        if (unread.Count == 0) return;
        using (HtmlParts.Section(html, "unread", "Runs that are not listed"))
        using (html.Open("ul", ("class", "notes")))
        {
            foreach (var run in unread)
            {
                html.Line();
                using (html.Open("li"))
                {
                    HtmlParts.ModelName(html, run.Id);
                    html.Leaf("p", run.Fault);
                }
            }
        }
    }

    private static string Count(int count, string thing) => $"{ReportNumbers.Count(count)} {thing}{(count == 1 ? "" : "s")}";
}
