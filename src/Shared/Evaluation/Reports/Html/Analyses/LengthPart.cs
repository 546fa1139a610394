using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Analyses;

/// <summary>Accuracy against the length of the correct option.</summary>
internal static class LengthPart
{
    public static bool HasContent(ReportIndex index) => Tasks(index, Models(index)).Count > 0;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var models = Models(index);
        var tasks = Tasks(index, models);
        if (tasks.Count == 0) return;
        AnalysisParts.Write(
            html,
            "length",
            "Accuracy and length",
            "Questions by the length of their correct option in characters, in bins of about equally many. A dot is a bin’s accuracy with its 95% interval, "
            + "at the middle of its lengths. Contrastive models read captions, the others the options themselves. Questions that differ in length differ in subject too: "
            + "a slope alone is not an effect of length.",
            tasks,
            task => WriteTask(html, task, models));
    }

    // The floors do not read the options, so the length of an option has no meaning for them.
    private static IReadOnlyList<(ReportModel Model, LengthAnalysis Analysis)> Models(ReportIndex index) =>
    [
        .. AnalysisParts.Models(index, analyses => analyses.CaptionLength).Where(model => !ModelKinds.IsFloor(model.Model.Kind)),
    ];

    private static List<string> Tasks(ReportIndex index, IReadOnlyList<(ReportModel Model, LengthAnalysis Analysis)> models) =>
        [.. index.Tasks.Where(task => models.Any(model => BinsOf(model.Analysis, task).Count > 1))];

    private static IReadOnlyList<LengthBin> BinsOf(LengthAnalysis analysis, string task) =>
        analysis.Tasks.FirstOrDefault(found => found.Task == task)?.Bins.Any(bin => bin.N > 0) == true ? analysis.Tasks.First(found => found.Task == task).Bins : [];

    private static void WriteTask(HtmlWriter html, string task, IReadOnlyList<(ReportModel Model, LengthAnalysis Analysis)> models)
    {
        foreach (var text in models.Where(model => BinsOf(model.Analysis, task).Count > 1).GroupBy(model => model.Analysis.Text))
        {
            var rows = text.Select(model => (model.Model.Id, Bins: BinsOf(model.Analysis, task))).ToList();
            var x = PlotScale.Counts(rows.Min(row => row.Bins.Min(bin => bin.Shortest)), rows.Max(row => row.Bins.Max(bin => bin.Longest)));
            using (html.Open("div", ("class", "cards")))
            {
                foreach (var (id, bins) in rows)
                    AnalysisParts.Card(html, id, null, () => Draw(html, new Plot(330, 210, x, PlotScale.Percent, $"characters of the correct {text.Key}", "accuracy, %"), bins));
            }

            using (html.Open("details"))
            {
                html.Leaf("summary", $"Every length on {task}, {text.Key}s");
                WriteTable(html, $"Accuracy on {task} by characters of the correct {text.Key}", rows);
            }
        }
    }

    private static void Draw(HtmlWriter html, Plot plot, IReadOnlyList<LengthBin> bins)
    {
        using (plot.Open(html))
        {
            foreach (var bin in bins.Where(bin => bin.Accuracy is not null))
            {
                plot.Line(html, "span", (bin.Shortest, bin.Accuracy!.Value), (bin.Longest, bin.Accuracy.Value));
                plot.Point(html, (bin.Shortest + bin.Longest) / 2.0, bin.Accuracy.Value, bin.Ci95, 2.6);
            }
        }
    }

    private static void WriteTable(HtmlWriter html, string title, List<(string Id, IReadOnlyList<LengthBin> Bins)> rows) => AnalysisParts.Table(
        html, title, "bins", [("Model", "name", null), ("Characters", "n", null), ("n", "n", null), ("Accuracy", "n", null)], () =>
        {
            foreach (var (id, bins) in rows)
            {
                foreach (var bin in bins)
                {
                    html.Line();
                    using (html.Open("tr"))
                    {
                        HtmlParts.ModelCell(html, "th", id);
                        HtmlParts.Number(html, bin.Shortest == bin.Longest ? $"{bin.Shortest}" : $"{bin.Shortest}–{bin.Longest}");
                        HtmlParts.Number(html, ReportNumbers.Count(bin.N));
                        AnalysisParts.Accuracy(html, bin.Accuracy, bin.Ci95);
                    }
                }
            }
        });
}
