using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Comparisons;

/// <summary>
/// Every comparison of a task over all slices, in a closed element. With many models there are thousands of rows, and
/// creating them takes most of the time of opening the page. In that case they are stored as data, and the script makes
/// the rows when the table is opened.
/// </summary>
internal static class ComparisonTable
{
    /// <summary>Maximum number of rows that are written into the page as HTML.</summary>
    public const int MaxRows = 500;

    private static readonly string[] Heads =
        ["A", "B", "Slice", "n", "Only A", "Only B", "A − B", "95% interval", "p", "p (Holm)", "Detectable", "A is"];

    public static void Write(HtmlWriter html, string task, IReadOnlyList<ReportComparison> comparisons, IReadOnlyDictionary<string, ReportAlarm> alarms)
    {
        html.Line();
        using (html.Open("details", ("class", "slices")))
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
                    if (comparisons.Count <= MaxRows)
                    {
                        foreach (var pair in comparisons)
                            WriteRow(html, pair, alarms);
                    }
                }
            }

            if (comparisons.Count <= MaxRows) return;
            html.Leaf("p", "The page's script makes these rows, and did not run here. The report's JSON has them.", ("class", "muted"));
            html.Data(null, ComparisonData.Json(comparisons, pair => string.Join('|', Cells(pair, alarms))));
        }
    }

    private static void WriteRow(HtmlWriter html, ReportComparison pair, IReadOnlyDictionary<string, ReportAlarm> alarms)
    {
        html.Line();
        using (html.Open("tr", ("data-a", pair.A), ("data-b", pair.B)))
        {
            html.Leaf("td", pair.A);
            html.Leaf("td", pair.B);
            html.Leaf("td", pair.Slice);
            foreach (var cell in Cells(pair, alarms))
                html.Leaf("td", cell);
        }
    }

    private static IEnumerable<string> Cells(ReportComparison pair, IReadOnlyDictionary<string, ReportAlarm> alarms) =>
    [
        ReportNumbers.Count(pair.N),
        ReportNumbers.Count(pair.OnlyA),
        ReportNumbers.Count(pair.OnlyB),
        ReportNumbers.Points(pair.Difference),
        ReportNumbers.PointsInterval(pair.Ci95),
        ReportNumbers.PValue(pair.P),
        ReportNumbers.PValue(pair.PHolm),
        ReportNumbers.HalfWidth(pair.MinimumDetectableEffect),
        alarms.ContainsKey(pair.A) || alarms.ContainsKey(pair.B) ? "alarm" : pair.Verdict,
    ];
}
