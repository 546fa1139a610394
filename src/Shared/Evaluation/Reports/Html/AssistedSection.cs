using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>The estimates of a sample that other models' answers make more precise, beside the plain ones.</summary>
internal static class AssistedSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "assisted";

    private static readonly (string? Class, string Sort)[] Columns =
        [("name", "text"), (null, "text"), ("n", "down"), ("n", ""), ("n", "down"), ("n", ""), ("n", "down"), ("n", "down"), (null, "")];

    private static readonly (string? Class, string Sort)[] DifferenceColumns =
    [
        (null, "text"), ("name", "text"), ("name", "text"), (null, "text"), (null, "text"), ("n", "down"), ("n", ""), ("n", "down"), ("n", ""), ("n", "down"), ("n", "down"), ("n", "down"),
    ];

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var rows = AssistedText.Rows(index.Report).ToList();
        if (rows.Count == 0)
            return;
        using (HtmlParts.Section(html, Id, "Assisted estimates"))
        {
            html.Leaf("p", AssistedText.Legend(index.Report), ("class", "legend"));
            WriteTable(html, "Plain and assisted estimates of accuracies", AssistedText.Heads, Columns, rows, row => WriteRow(html, row.Model, row.Estimate));
            WriteParts(html, [.. AssistedText.Parts(index.Report)]);
            WriteDifferences(html, index, [.. AssistedText.Differences(index.Report)]);
        }
    }

    private static void WriteParts(HtmlWriter html, List<(ReportModel Model, ReportAssisted Estimate)> parts)
    {
        if (parts.Count == 0)
            return;
        html.Line();
        using (html.Open("details", ("class", "pairs")))
        {
            html.Leaf("summary", $"Parts of tasks ({ReportNumbers.Count(parts.Count)})");
            WriteTable(html, "Plain and assisted estimates of accuracies on parts of tasks", AssistedText.Heads, Columns, parts, row => WriteRow(html, row.Model, row.Estimate));
        }
    }

    private static void WriteDifferences(HtmlWriter html, ReportIndex index, List<(ReportComparison Pair, ReportAssistedDifference Assisted)> pairs)
    {
        if (pairs.Count == 0)
            return;
        html.Leaf("p", AssistedText.DifferenceLegend, ("class", "legend"));
        WriteTable(html, "Plain and assisted differences of accuracies", AssistedText.DifferenceHeads, DifferenceColumns, pairs, row => WriteRow(html, index, row.Pair, row.Assisted));
    }

    private static void WriteTable<T>(HtmlWriter html, string caption, IReadOnlyList<string> heads, (string? Class, string Sort)[] columns, List<T> rows, Action<T> writeRow)
    {
        using (HtmlParts.Scroller(html, caption))
        using (html.Open("table", ("class", "board sortable")))
        {
            html.Leaf("caption", caption, ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (var (head, (cssClass, sort)) in heads.Zip(columns))
                    HtmlParts.Head(html, head, cssClass, sort.Length == 0 ? null : sort);
            }

            using (html.Open("tbody"))
                rows.ForEach(writeRow);
        }
    }

    private static void WriteRow(HtmlWriter html, ReportModel model, ReportAssisted estimate)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "th", model.Id);
            html.Leaf("td", AssistedText.PartOf(estimate));
            HtmlParts.Number(html, ReportNumbers.Percent(estimate.Plain), estimate.Plain);
            HtmlParts.Number(html, ReportNumbers.Interval(estimate.PlainCi95));
            HtmlParts.Number(html, ReportNumbers.Percent(estimate.Accuracy), estimate.Accuracy);
            HtmlParts.Number(html, ReportNumbers.Interval(estimate.Ci95));
            HtmlParts.Number(html, AssistedText.Size(estimate.EffectiveSize), estimate.EffectiveSize);
            HtmlParts.Number(html, AssistedText.Lambda(estimate.Lambda), estimate.Lambda);
            html.Leaf("td", string.Join(", ", estimate.Helpers));
        }
    }

    private static void WriteRow(HtmlWriter html, ReportIndex index, ReportComparison pair, ReportAssistedDifference assisted)
    {
        double?[] sorted = [null, null, null, null, null, pair.Difference, null, assisted.Difference, null, assisted.PHolm, assisted.EffectiveSize, assisted.Lambda];
        html.Line();
        using (html.Open("tr"))
        {
            foreach (var ((text, sort), (cssClass, _)) in AssistedText.Row(index, pair, assisted).Zip(sorted).Zip(DifferenceColumns))
            {
                if (cssClass == "name")
                    HtmlParts.ModelCell(html, "td", text);
                else if (cssClass == "n")
                    HtmlParts.Number(html, text, sort);
                else
                    html.Leaf("td", text);
            }
        }
    }
}
