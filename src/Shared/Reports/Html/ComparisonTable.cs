namespace MuBench.Reports.Html;

/// <summary>Every comparison of a task over all slices, folded: with many models it has thousands of rows, so a cell carries no more than its text.</summary>
internal static class ComparisonTable
{
    private static readonly string[] Heads =
        ["A", "B", "Slice", "n", "Only A", "Only B", "A − B", "95% interval", "p", "p (Holm)", "Detectable", "A is"];

    public static void Write(HtmlWriter html, string task, IReadOnlyList<ReportComparison> comparisons)
    {
        html.Line();
        using (html.Open("details"))
        {
            html.Leaf("summary", $"Every comparison on {task}, by slice ({ReportNumbers.Count(comparisons.Count)})");
            using (HtmlParts.Scroller(html, $"Every comparison on {task}"))
            using (html.Open("table", ("class", "full")))
            {
                html.Leaf("caption", $"Every comparison on {task}", ("class", "quiet"));
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    foreach (var head in Heads)
                        HtmlParts.Head(html, head);
                }

                using (html.Open("tbody"))
                {
                    foreach (var pair in comparisons)
                        WriteRow(html, pair);
                }
            }
        }
    }

    private static void WriteRow(HtmlWriter html, ReportComparison pair)
    {
        html.Line();
        using (html.Open("tr", ("data-a", pair.A), ("data-b", pair.B)))
        {
            html.Leaf("td", pair.A);
            html.Leaf("td", pair.B);
            html.Leaf("td", pair.Slice);
            html.Leaf("td", ReportNumbers.Count(pair.N));
            html.Leaf("td", ReportNumbers.Count(pair.OnlyA));
            html.Leaf("td", ReportNumbers.Count(pair.OnlyB));
            html.Leaf("td", ReportNumbers.Points(pair.Difference));
            html.Leaf("td", ReportNumbers.PointsInterval(pair.Ci95));
            html.Leaf("td", ReportNumbers.PValue(pair.P));
            html.Leaf("td", ReportNumbers.PValue(pair.PHolm));
            html.Leaf("td", ReportNumbers.HalfWidth(pair.MinimumDetectableEffect));
            html.Leaf("td", pair.Verdict);
        }
    }
}
