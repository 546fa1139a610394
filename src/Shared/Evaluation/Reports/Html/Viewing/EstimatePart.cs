namespace MuBench.Reports.Html.Viewing;

/// <summary>The estimate of a manifest as a part of a page.</summary>
public static class EstimatePart
{
    /// <summary>Renders the part.</summary>
    /// <param name="summary">What it comes to, a line each.</param>
    /// <param name="heads">The heads of the table.</param>
    /// <param name="rows">A row per model.</param>
    /// <param name="grounds">The assumptions behind the rows: the models, and a line each.</param>
    /// <param name="remarks">What else a reader must know before the run starts.</param>
    public static string Render(
        IReadOnlyList<string> summary, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows,
        IReadOnlyList<(string Models, IReadOnlyList<string> Lines)> grounds, IReadOnlyList<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(grounds);
        ArgumentNullException.ThrowIfNull(remarks);
        var html = new HtmlWriter("");
        foreach (var line in summary) html.Leaf("p", line, ("class", "finding"));
        foreach (var remark in remarks) html.Leaf("p", remark, ("class", "reason"));
        ViewPages.WriteTable(html, "What each model would cost", heads, rows, leftColumns: 1);
        if (grounds.Count == 0) return html.ToString();
        using (html.Open("details"))
        {
            html.Leaf("summary", "What the estimate assumes");
            foreach (var (models, lines) in grounds)
            {
                html.Leaf("p", models, ("class", "model"));
                using (html.Open("ul"))
                {
                    foreach (var line in lines) html.Leaf("li", line);
                }
            }
        }

        return html.ToString();
    }
}
