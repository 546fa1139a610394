using MuBench.Reports.Documents;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Analyses;

/// <summary>The comparison of the two caption templates.</summary>
internal static class TemplatePart
{
    private const double Width = 260;

    public static bool HasContent(ReportIndex index) => Models(index).Count > 0;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var models = Models(index);
        if (models.Count == 0) return;
        AnalysisParts.Write(
            html,
            "templates",
            "Caption templates",
            "The same questions put in the two wordings of the dataset: _1, the official one, against _0. Differences in points with their 95% interval "
            + "(paired, clustered by image), and the p-value that goes with it, not corrected for the number of rows.",
            [.. index.Tasks.Where(task => models.Any(model => model.Analysis.Any(found => found.Task == task)))],
            task => WriteTask(html, task, [.. models.SelectMany(model => model.Analysis.Where(found => found.Task == task).Select(found => (model.Model.Id, found)))]));
    }

    private static IReadOnlyList<(ReportModel Model, IReadOnlyList<TemplateComparison> Analysis)> Models(ReportIndex index) =>
        AnalysisParts.Models(index, analyses => analyses.Templates is { Count: > 0 } templates ? templates : null);

    private static void WriteTask(HtmlWriter html, string task, IReadOnlyList<(string Id, TemplateComparison Templates)> rows)
    {
        var axis = Axis.AroundZero(rows.SelectMany(row => row.Templates.Ci95), Width);
        using (HtmlParts.Scroller(html, $"Caption templates on {task}"))
        using (html.Open("table", ("class", "forest sortable")))
        {
            html.Leaf("caption", $"Caption templates on {task}", ("class", "quiet"));
            WriteHead(html, axis);
            using (html.Open("tbody"))
            {
                foreach (var (id, templates) in rows)
                    WriteRow(html, id, templates, axis);
            }
        }
    }

    private static void WriteHead(HtmlWriter html, Axis axis)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Model", "name", "text");
            HtmlParts.Head(html, "Questions", sort: "text");
            HtmlParts.Head(html, "n", "n", "down");
            HtmlParts.Head(html, "_0", "n", "down");
            HtmlParts.Head(html, "_1", "n", "down");
            HtmlParts.Head(html, "_1 − _0", "n", "down");
            using (html.Open("th", ("scope", "col"), ("class", "plot")))
            {
                using (html.Open("div", ("class", "sides narrow")))
                {
                    html.Leaf("span", "← _0 better");
                    html.Leaf("span", "_1 better →");
                }

                IntervalChart.Scale(html, axis, signed: true);
            }

            HtmlParts.Head(html, "p", "n", "up");
        }
    }

    private static void WriteRow(HtmlWriter html, string id, TemplateComparison templates, Axis axis)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "th", id);
            html.Leaf("td", ReportIndex.Label(templates.Slice), ("data-v", templates.Slice));
            HtmlParts.Number(html, ReportNumbers.Count(templates.N), templates.N);
            HtmlParts.Number(html, ReportNumbers.Percent(templates.Accuracy0), templates.Accuracy0);
            HtmlParts.Number(html, ReportNumbers.Percent(templates.Accuracy1), templates.Accuracy1);
            HtmlParts.Difference(html, templates.Difference, templates.Ci95);
            var isOpen = templates.Ci95[0] <= 0 && templates.Ci95[1] >= 0;
            using (html.Open("td", ("class", "plot")))
                IntervalChart.Write(html, axis, templates.Difference, templates.Ci95, reference: null, isOpen ? "hollow" : templates.Difference < 0 ? "bad" : "good");
            HtmlParts.Number(html, ReportNumbers.PValue(templates.P), templates.P);
        }
    }
}
