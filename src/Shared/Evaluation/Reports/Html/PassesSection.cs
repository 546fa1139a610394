namespace MuBench.Reports.Html;

/// <summary>The results of controls, repeats and option orders; empty if a run has none.</summary>
internal static class PassesSection
{
    public const string Id = "passes";

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var tables = PassTables.Of(index);
        if (tables.Count == 0) return;
        using (HtmlParts.Section(html, Id, "Controls, repeats and option orders"))
        {
            foreach (var table in tables)
                Write(html, table);
        }
    }

    private static void Write(HtmlWriter html, PassTable table)
    {
        html.Line();
        html.Leaf("h3", table.Title);
        html.Leaf("p", table.Legend, ("class", "legend"));
        using (HtmlParts.Scroller(html, table.Title))
        using (html.Open("table", ("class", "full")))
        {
            html.Leaf("caption", table.Title, ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                for (var column = 0; column < table.Heads.Count; column++)
                    HtmlParts.Head(html, table.Heads[column], column < table.NumbersFrom ? null : "n");
            }

            using (html.Open("tbody"))
            {
                foreach (var row in table.Rows)
                {
                    html.Line();
                    using (html.Open("tr"))
                    {
                        for (var column = 0; column < row.Count; column++)
                            html.Leaf("td", row[column], ("class", column < table.NumbersFrom ? null : "n"));
                    }
                }
            }
        }
    }
}
