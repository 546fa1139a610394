using MuBench.Reports.Documents;
using MuBench.Reports.Html.Analyses;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Html.Shortcuts;

/// <summary>Paired differences between models in their shares of robust images and shortcuts, and in the combined score.</summary>
internal static class ShortcutComparisonTable
{
    public static void Write(HtmlWriter html, List<(ReportModel Model, ModelShortcuts Shortcuts)> models, ShortcutAnalysis analysis, string rule)
    {
        var order = models.Select((entry, index) => (entry.Model.Id, index)).ToDictionary(StringComparer.Ordinal);
        var rows = analysis.Comparisons.Where(pair => pair.Rule is null || pair.Rule == rule).Select(pair => order[pair.A] <= order[pair.B] ? pair : Turned(pair))
            .OrderBy(pair => order[pair.A]).ThenBy(pair => order[pair.B]).ToList();
        if (rows.Count == 0) return;
        const string title = "Paired differences between models";
        using (html.Open("details"))
        {
            html.Leaf("summary", title);
            html.Leaf("p", "A minus B on the images that both answered completely, in points. p after Holm’s correction over this analysis’ comparisons of the pair.", ("class", "legend"));
            (string, string?, string?)[] heads =
            [
                ("A", "name", "text"), ("B", "name", "text"), ("Measure", null, "text"), ("Images", "n", "down"), ("A − B", "n", "down"), ("p", "n", "up"), ("p, Holm", "n", "up"),
            ];
            AnalysisParts.Table(html, title, "sortable", heads, () =>
            {
                foreach (var pair in rows)
                    Row(html, pair);
            });
        }
    }

    private static void Row(HtmlWriter html, ShortcutComparison pair)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "td", pair.A);
            HtmlParts.ModelCell(html, "td", pair.B);
            var measure = pair.Measure == ShortcutMeasures.Combined ? "S" : pair.Measure;
            html.Leaf("td", measure, ("data-v", measure));
            HtmlParts.Number(html, ReportNumbers.Count(pair.Images), pair.Images);
            using (html.Open("td", ("class", "n"), ("data-v", HtmlParts.Sort(pair.Difference))))
            {
                html.Text(ReportNumbers.Points(pair.Difference, 1));
                html.Leaf("small", ReportNumbers.PointsInterval(pair.Ci95, 1));
            }

            HtmlParts.Number(html, ReportNumbers.PValue(pair.P), pair.P);
            HtmlParts.Number(html, ReportNumbers.PValue(pair.PHolm), pair.PHolm);
        }
    }

    private static ShortcutComparison Turned(ShortcutComparison pair) => pair with
    {
        A = pair.B,
        B = pair.A,
        Difference = -pair.Difference,
        Ci95 = pair.Ci95 is [var low, var high] ? [-high, -low] : null,
    };
}
