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

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var rows = AssistedText.Rows(index.Report).ToList();
        if (rows.Count == 0)
            return;
        using (HtmlParts.Section(html, Id, "Assisted estimates"))
        {
            html.Leaf("p", AssistedText.Legend(index.Report), ("class", "legend"));
            using (HtmlParts.Scroller(html, "Assisted estimates"))
            using (html.Open("table", ("class", "board sortable")))
            {
                html.Leaf("caption", "Plain and assisted estimates of accuracies", ("class", "quiet"));
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    foreach (var (head, (cssClass, sort)) in AssistedText.Heads.Zip(Columns))
                        HtmlParts.Head(html, head, cssClass, sort.Length == 0 ? null : sort);
                }

                using (html.Open("tbody"))
                {
                    foreach (var (model, estimate) in rows)
                        WriteRow(html, model, estimate);
                }
            }
        }
    }

    private static void WriteRow(HtmlWriter html, ReportModel model, ReportAssisted estimate)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "th", model.Id);
            html.Leaf("td", estimate.Task);
            HtmlParts.Number(html, ReportNumbers.Percent(estimate.Plain), estimate.Plain);
            HtmlParts.Number(html, ReportNumbers.Interval(estimate.PlainCi95));
            HtmlParts.Number(html, ReportNumbers.Percent(estimate.Accuracy), estimate.Accuracy);
            HtmlParts.Number(html, ReportNumbers.Interval(estimate.Ci95));
            HtmlParts.Number(html, AssistedText.Size(estimate), estimate.EffectiveSize);
            HtmlParts.Number(html, AssistedText.Lambda(estimate), estimate.Lambda);
            html.Leaf("td", string.Join(", ", estimate.Helpers));
        }
    }
}
