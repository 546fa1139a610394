using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Viewing;

/// <summary>The first page of a viewer: the runs of a store, with ways to their pages, to two of them compared, and to leaderboards.</summary>
public static class RunsPage
{
    /// <summary>The heads of the table.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["Run", "State", "Started", "Updated", "Dataset", "Models", "Done / total", "Spent", "Leader"];

    /// <summary>The name of the page in links.</summary>
    internal const string Name = "Runs";

    /// <summary>Maximum number of runs of one page.</summary>
    public const int MaxShown = 200;

    private static (string Value, string Text) Any => ("", "any");

    /// <summary>Renders the page.</summary>
    /// <param name="site">Where it is served.</param>
    /// <param name="store">The store, in words.</param>
    /// <param name="runs">Its runs, the newest first.</param>
    /// <param name="filter">The conditions on the runs that are listed.</param>
    public static string Render(ViewSite site, string store, IReadOnlyList<ViewedRun> runs, RunsFilter filter)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(filter);
        return ViewPages.Render(site, Name, store, site.CanRun ? [(Name, null), (NewRunPage.Name, site.NewRun)] : [], html =>
        {
            WriteDatasets(html, site, Datasets(runs.Where(run => run.HasReport)));
            WriteRuns(html, site, runs, filter);
            WriteComparison(html, site, [.. runs.Where(run => run.HasReport).Select(run => run.Id)]);
        });
    }

    private static void WriteDatasets(HtmlWriter html, ViewSite site, List<(string Name, string Title)> datasets)
    {
        if (datasets.Count == 0) return;
        using (HtmlParts.Section(html, "datasets", "Datasets"))
        using (html.Open("ul", ("class", "datasets")))
        {
            foreach (var (dataset, title) in datasets)
            {
                using (html.Open("li"))
                {
                    html.Leaf("b", title);
                    html.Leaf("a", DatasetLinks.Leaderboard, ("href", site.Leaderboard(dataset)), ("aria-label", $"Leaderboard of {title}"));
                    html.Leaf("a", DatasetLinks.Questions, ("href", site.Questions(dataset)), ("aria-label", $"Questions of {title}"));
                }
            }
        }
    }

    private static void WriteRuns(HtmlWriter html, ViewSite site, IReadOnlyList<ViewedRun> runs, RunsFilter filter)
    {
        using (HtmlParts.Section(html, "runs", "Runs"))
        {
            if (runs.Count == 0)
            {
                html.Leaf("p", site.CanRun ? "The store has no run." : "The store has no run. 'mubench run manifest.json' makes one.", ("class", "muted"));
                return;
            }

            WriteFilter(html, site, runs, filter);
            var found = runs.Where(filter.Includes).ToList();
            html.Leaf(
                "p",
                $"{ReportNumbers.Count(found.Count)} of {ReportNumbers.Count(runs.Count)} runs" + (found.Count > MaxShown ? $", of which the newest {MaxShown} are listed." : "."),
                ("class", "muted"), ("id", "runs-count"), ("role", "status"));
            if (site.CanRun) RunButtons.WriteSay(html);
            WriteTable(html, site, [.. found.Take(MaxShown)]);
        }
    }

    // A form, so that the conditions stand in the address and work without a script.
    private static void WriteFilter(HtmlWriter html, ViewSite site, IReadOnlyList<ViewedRun> runs, RunsFilter filter)
    {
        using (html.Open("form", ("action", site.Home), ("method", "get"), ("class", "controls"), ("role", "search"), ("aria-label", "Runs"), ("id", "runs-filter")))
        {
            Choice(html, "state", "State", [Any, .. Options(Values(runs.Select(run => run.StateName)))], filter.State);
            Choice(html, "dataset", "Dataset", [Any, .. Datasets(runs)], filter.Dataset);
            Choice(html, "model", "Model", [Any, .. Options(Values(runs.SelectMany(run => run.Models)))], filter.Model);
            using (html.Open("label", ("class", "text")))
            {
                html.Leaf("span", "Run");
                html.Void("input", ("type", "search"), ("name", "text"), ("value", filter.Text), ("placeholder", "a part of its id"), ("autocomplete", "off"), ("spellcheck", "false"));
            }

            html.Leaf("button", "Filter", ("type", "submit"), ("id", "runs-go"));
            html.Leaf("a", "Reset", ("href", site.Home));
        }
    }

    private static void WriteTable(HtmlWriter html, ViewSite site, IReadOnlyList<ViewedRun> runs)
    {
        if (runs.Count == 0) return;
        using (HtmlParts.Scroller(html, "The runs of the store"))
        using (html.Open("table", ("class", "runs"), ("data-live", runs.Any(run => run.IsLive) ? "1" : null)))
        {
            html.Leaf("caption", "Runs, the newest first", ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (var head in Heads) HtmlParts.Head(html, head);
            }

            using (html.Open("tbody"))
            {
                foreach (var run in runs) WriteRun(html, site, run);
            }
        }
    }

    private static List<string> Values(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Value, string Text)> Options(IEnumerable<string> values) => values.Select(value => (value, value));

    // A title that several datasets have does not say which is meant: their names in the store do.
    private static List<(string Name, string Title)> Datasets(IEnumerable<ViewedRun> runs)
    {
        var titles = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            if (run.Dataset is { Length: > 0 } name) titles.TryAdd(name, run.DatasetTitle ?? name);
        }

        var shared = titles.Values.GroupBy(title => title, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return [.. titles.Select(dataset => (dataset.Key, shared.Contains(dataset.Value) ? dataset.Key : dataset.Value))];
    }

    private static void WriteRun(HtmlWriter html, ViewSite site, ViewedRun run)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            using (html.Open("a", ("href", site.Run(run.Id))))
                html.Name(run.Id);
            using (html.Open("td"))
            {
                html.Text(run.State);
                RunButtons.Write(html, site, run.Id, run.Action);
                if (run.Remark is not null) html.Leaf("small", run.Remark, ("class", "reason"));
            }

            foreach (var detail in run.Details) html.Leaf("td", detail);
            html.Leaf("td", run.HasReport ? "" : ReportNumbers.None, ("data-leader", run.HasReport ? run.Id : null));
        }
    }

    private static void WriteComparison(HtmlWriter html, ViewSite site, IReadOnlyList<string> finished)
    {
        if (finished.Count < 2) return;
        using (HtmlParts.Section(html, "compare", "Compare two runs"))
        {
            html.Leaf("p", "On the questions that both asked.", ("class", "legend"));
            using (html.Open("form", ("action", site.Comparison), ("method", "get"), ("class", "controls")))
            {
                Choice(html, "a", "First run", Options(finished), finished[0]);
                Choice(html, "b", "Second run", Options(finished), finished[1]);
                html.Leaf("button", "Compare", ("type", "submit"), ("id", "compare-go"));
            }
        }
    }

    private static void Choice(HtmlWriter html, string name, string label, IEnumerable<(string Value, string Text)> options, string chosen)
    {
        using (html.Open("label"))
        {
            html.Leaf("span", label);
            using (html.Open("select", ("name", name), ("id", "choose-" + name), ("autocomplete", "off")))
            {
                foreach (var (value, text) in options) html.Leaf("option", text, ("value", value), ("selected", value == chosen ? "selected" : null));
            }
        }
    }
}
