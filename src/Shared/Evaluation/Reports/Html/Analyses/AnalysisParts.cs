using MuBench.Reports.Documents;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Analyses;

/// <summary>Shared parts of the analyses.</summary>
internal static class AnalysisParts
{
    /// <summary>The models with a ranked result that have an analysis, the best first, each with that analysis.</summary>
    public static IReadOnlyList<(ReportModel Model, T Analysis)> Models<T>(ReportIndex index, Func<ModelAnalyses, T?> analysis)
        where T : class =>
    [
        .. from row in Leaderboard.Rank(index.Report, index.Report.Run.Protocol)
           where !row.Model.Void && row.Model.Analyses is not null
           let found = analysis(row.Model.Analyses!)
           where found is not null
           select (row.Model, found),
    ];

    /// <summary>A part with its heading, and one panel per task with a switch between them.</summary>
    public static void Write(HtmlWriter html, string id, string title, string legend, IReadOnlyList<string> tasks, Action<string> write)
    {
        html.Line();
        using (html.Open("div", ("class", "part")))
        {
            html.Leaf("h3", title);
            html.Leaf("p", legend, ("class", "legend"));
            using (html.Open("div", ("class", "tabs"), ("role", "group"), ("aria-label", title + ", task")))
            {
                for (var task = 0; task < tasks.Count; task++)
                {
                    HtmlParts.Tab(html, id, task, tasks[task]);
                    using (html.Open("div", ("class", "panel")))
                    {
                        html.Leaf("h3", tasks[task]);
                        write(tasks[task]);
                    }
                }
            }
        }
    }

    /// <summary>A chart below a model's name.</summary>
    public static void Card(HtmlWriter html, string model, string? detail, Action draw)
    {
        html.Line();
        using (html.Open("figure", ("class", "card")))
        {
            using (html.Open("figcaption"))
            {
                HtmlParts.ModelName(html, model);
                if (detail is not null) html.Leaf("small", detail);
            }

            draw();
        }
    }

    /// <summary>A table with its frame, its head and its rows.</summary>
    public static void Table(HtmlWriter html, string title, string cssClass, IReadOnlyList<(string Text, string? Class, string? Sort)> heads, Action rows)
    {
        using (HtmlParts.Scroller(html, title))
        using (html.Open("table", ("class", cssClass)))
        {
            html.Leaf("caption", title, ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (var (text, css, sort) in heads)
                    HtmlParts.Head(html, text, css, sort);
            }

            using (html.Open("tbody"))
                rows();
        }
    }

    /// <summary>An accuracy with its interval below it.</summary>
    public static void Accuracy(HtmlWriter html, double? accuracy, IReadOnlyList<double>? interval, int? n = null)
    {
        using (html.Open("td", ("class", "n"), ("data-v", HtmlParts.Sort(accuracy)), ("title", n is null ? null : $"n = {ReportNumbers.Count(n)}")))
        {
            html.Text(ReportNumbers.Percent(accuracy));
            if (interval is not null) html.Leaf("small", ReportNumbers.Interval(interval));
        }
    }
}
