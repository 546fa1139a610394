using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>Published results of others: separate from the measured ones, never ranked with them.</summary>
internal static class PublishedSection
{
    private const double Width = 170;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var published = index.Report.Published;
        if (published.Count == 0) return;
        var tasks = published.Select(result => result.Task).Distinct(StringComparer.Ordinal).ToList();
        var axes = tasks.ToDictionary(task => task, task => Axis.FromZero(
            published.Where(result => result.Task == task).Select(result => result.Accuracy + (result.HalfWidth ?? 0)), Width));
        using (HtmlParts.Section(html, "published", "Published results"))
        {
            html.Leaf(
                "p",
                "Published by others, not measured by this run and not ranked with it. They are over the whole official release; "
                + "only an official-protocol result over all of it is comparable with them.",
                ("class", "legend"));
            using (HtmlParts.Scroller(html, "Published accuracies"))
            using (html.Open("table", ("class", "board published")))
            {
                html.Leaf("caption", "Published accuracies in percent", ("class", "quiet"));
                WriteHead(html, tasks, axes);
                using (html.Open("tbody"))
                {
                    foreach (var model in published.GroupBy(result => (result.Source, result.Model)))
                        WriteRow(html, model.Key, [.. model], tasks, axes);
                }
            }
        }
    }

    private static void WriteHead(HtmlWriter html, List<string> tasks, Dictionary<string, Axis> axes)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Model", "name");
            foreach (var task in tasks)
            {
                using (html.Open("th", ("scope", "col"), ("class", "task")))
                {
                    html.Leaf("span", task + ", published");
                    IntervalChart.Scale(html, axes[task], signed: false);
                }
            }

            HtmlParts.Head(html, "Source");
        }
    }

    private static void WriteRow(
        HtmlWriter html, (string Source, string Model) key, List<PublishedResult> results, List<string> tasks, Dictionary<string, Axis> axes)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.NameCell(html, "th", key.Model, ("scope", "row"), ("class", "name"));
            foreach (var task in tasks)
            {
                using (html.Open("td", ("class", "task")))
                {
                    if (results.Find(result => result.Task == task) is not { } result) continue;
                    using (html.Open("div", ("class", "figure")))
                    {
                        html.Leaf("b", ReportNumbers.Percent(result.Accuracy));
                        if (result.HalfWidth is not null) html.Leaf("span", " " + ReportNumbers.HalfWidth(result.HalfWidth), ("class", "half"));
                    }

                    double[]? interval = result.HalfWidth is { } half ? [result.Accuracy - half, result.Accuracy + half] : null;
                    IntervalChart.Write(html, axes[task], result.Accuracy, interval, reference: null, "hollow");
                }
            }

            html.Leaf("td", key.Source, ("class", "source"));
        }
    }
}
