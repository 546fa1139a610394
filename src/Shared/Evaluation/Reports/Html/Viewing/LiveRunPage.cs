namespace MuBench.Reports.Html.Viewing;

/// <summary>The page of a run that has no report yet. It moves while the run does.</summary>
public static class LiveRunPage
{
    /// <summary>The heads of the table.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["Model", "State", "Done / total", "Rate", "In flight", "Waiting", "Failed", "Spent", "Left"];

    /// <summary>Renders the page.</summary>
    /// <param name="site">Where it is served.</param>
    /// <param name="runId">The run.</param>
    /// <param name="state">Its state, in words.</param>
    /// <param name="rows">A row per model, in the order of <see cref="Heads"/>.</param>
    /// <param name="action">What can be done with it; nothing in a viewer.</param>
    public static string Render(ViewSite site, string runId, string state, IReadOnlyList<IReadOnlyList<string>> rows, RunAction action)
    {
        ArgumentNullException.ThrowIfNull(site);
        return ViewPages.Render(site, runId, "This page follows the run and shows its report when it is done.", [], html =>
        {
            using (html.Open("div", ("id", "live"), ("data-run", runId), ("role", "status")))
                WriteStatus(html, state, rows, action);
            html.Leaf("p", "", ("id", "live-fault"), ("class", "muted"));
            if (site.CanRun) WriteTools(html, site, runId);
        });
    }

    // Both buttons; the script shows the one that the run's state allows.
    private static void WriteTools(HtmlWriter html, ViewSite site, string runId)
    {
        using (html.Open("p", ("class", "tools"), ("id", "live-tools")))
        {
            RunButtons.Write(html, site, runId, RunAction.Cancel);
            RunButtons.Write(html, site, runId, RunAction.Resume);
        }

        RunButtons.WriteSay(html);
    }

    /// <summary>Renders the part that changes.</summary>
    /// <param name="state">Its state, in words.</param>
    /// <param name="rows">A row per model, in the order of <see cref="Heads"/>.</param>
    /// <param name="action">What can be done with it; nothing in a viewer.</param>
    public static string Status(string state, IReadOnlyList<IReadOnlyList<string>> rows, RunAction action)
    {
        var html = new HtmlWriter("");
        WriteStatus(html, state, rows, action);
        return html.ToString();
    }

    private static void WriteStatus(HtmlWriter html, string state, IReadOnlyList<IReadOnlyList<string>> rows, RunAction action)
    {
        html.Leaf("p", state, ("class", "finding"), ("data-action", RunButtons.NameOf(action)));
        if (rows.Count == 0) return;
        ViewPages.WriteTable(html, "Progress of each model", Heads, rows, leftColumns: 2);
    }
}
