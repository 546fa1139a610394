using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Viewing;

/// <summary>The first page of a viewer: the runs of a store, with ways to their pages, to two of them compared, and to leaderboards.</summary>
public static class RunsPage
{
    /// <summary>The heads of the table.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["Run", "State", "Started", "Updated", "Dataset", "Models", "Done / total", "Spent", "Leader"];

    /// <summary>Renders the page.</summary>
    /// <param name="store">The store, in words.</param>
    /// <param name="runs">Its runs, the newest first.</param>
    /// <param name="datasets">The datasets with a finished run.</param>
    public static string Render(string store, IReadOnlyList<ViewedRun> runs, IReadOnlyList<string> datasets)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(datasets);
        return ViewPages.Render("Runs", store, html =>
        {
            if (datasets.Count > 0) WriteLeaderboards(html, datasets);
            WriteRuns(html, runs);
            WriteComparison(html, [.. runs.Where(run => run.HasReport).Select(run => run.Id)]);
        });
    }

    private static void WriteLeaderboards(HtmlWriter html, IReadOnlyList<string> datasets)
    {
        using (html.Open("p", ("class", "legend")))
        {
            html.Text("Leaderboards: ");
            foreach (var dataset in datasets)
            {
                html.Leaf("a", dataset, ("href", "/leaderboard/" + Uri.EscapeDataString(dataset)));
                html.Text(" ");
            }
        }
    }

    private static void WriteRuns(HtmlWriter html, IReadOnlyList<ViewedRun> runs)
    {
        using (HtmlParts.Section(html, "runs", "Runs"))
        {
            if (runs.Count == 0)
            {
                html.Leaf("p", "The store has no run. 'mubench run manifest.json' makes one.", ("class", "muted"));
                return;
            }

            using (HtmlParts.Scroller(html, "The runs of the store"))
            using (html.Open("table", ("class", "runs")))
            {
                html.Leaf("caption", "Runs, the newest first", ("class", "quiet"));
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    foreach (var head in Heads) HtmlParts.Head(html, head);
                }

                using (html.Open("tbody"))
                {
                    foreach (var run in runs) WriteRun(html, run);
                }
            }
        }
    }

    private static void WriteRun(HtmlWriter html, ViewedRun run)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            using (html.Open("a", ("href", "/runs/" + Uri.EscapeDataString(run.Id))))
                html.Name(run.Id);
            using (html.Open("td"))
            {
                html.Text(run.State);
                if (run.Remark is not null) html.Leaf("small", run.Remark, ("class", "reason"));
            }

            foreach (var detail in run.Details) html.Leaf("td", detail);
            html.Leaf("td", run.HasReport ? "" : ReportNumbers.None, ("data-leader", run.HasReport ? run.Id : null));
        }
    }

    private static void WriteComparison(HtmlWriter html, IReadOnlyList<string> finished)
    {
        if (finished.Count < 2) return;
        using (HtmlParts.Section(html, "compare", "Compare two runs"))
        {
            html.Leaf("p", "On the questions that both asked.", ("class", "legend"));
            using (html.Open("form", ("action", "/compare"), ("method", "get"), ("class", "controls")))
            {
                Choice(html, "a", "First run", finished, 0);
                Choice(html, "b", "Second run", finished, 1);
                html.Leaf("button", "Compare", ("type", "submit"), ("id", "compare-go"));
            }
        }
    }

    private static void Choice(HtmlWriter html, string name, string label, IReadOnlyList<string> ids, int chosen)
    {
        using (html.Open("label"))
        {
            html.Leaf("span", label);
            using (html.Open("select", ("name", name), ("id", "compare-" + name)))
            {
                foreach (var (number, id) in ids.Index()) html.Leaf("option", id, ("value", id), ("selected", number == chosen ? "selected" : null));
            }
        }
    }
}
