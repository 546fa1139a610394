namespace MuBench.Reports.Html.Viewing;

/// <summary>The page of a run that has no report yet. It moves while the run does, by events of the viewer.</summary>
public static class LiveRunPage
{
    /// <summary>The heads of the table.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["Model", "State", "Done / total", "Rate", "In flight", "Waiting", "Failed", "Spent", "Left"];

    /// <summary>Renders the page.</summary>
    /// <param name="site">Where it is served.</param>
    /// <param name="runId">The run.</param>
    /// <param name="state">Its state, in words.</param>
    /// <param name="rows">A row per model, in the order of <see cref="Heads"/>.</param>
    public static string Render(ViewSite site, string runId, string state, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(site);
        return ViewPages.Render(site, runId, "This page follows the run and shows its report when it is done.", [], html =>
        {
            using (html.Open("div", ("id", "live"), ("data-run", runId), ("role", "status")))
                WriteStatus(html, state, rows);
            html.Leaf("p", "", ("id", "live-fault"), ("class", "muted"));
        });
    }

    /// <summary>Renders the part that changes.</summary>
    /// <param name="state">Its state, in words.</param>
    /// <param name="rows">A row per model, in the order of <see cref="Heads"/>.</param>
    public static string Status(string state, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var html = new HtmlWriter("");
        WriteStatus(html, state, rows);
        return html.ToString();
    }

    private static void WriteStatus(HtmlWriter html, string state, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        html.Leaf("p", state, ("class", "finding"));
        if (rows.Count == 0) return;
        using (HtmlParts.Scroller(html, "Progress of each model"))
        using (html.Open("table", ("class", "runs")))
        {
            html.Leaf("caption", "Progress of each model", ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (var (column, head) in Heads.Index()) HtmlParts.Head(html, head, column < 2 ? null : "n");
            }

            using (html.Open("tbody"))
            {
                foreach (var row in rows)
                {
                    using (html.Open("tr"))
                    {
                        foreach (var (column, cell) in row.Index()) html.Leaf("td", cell, ("class", column < 2 ? null : "n"));
                    }
                }
            }
        }
    }
}
