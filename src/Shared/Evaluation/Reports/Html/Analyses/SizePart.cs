using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html.Analyses;

/// <summary>Accuracy against the number of parameters, if models differ in it.</summary>
internal static class SizePart
{
    public static bool HasContent(ReportIndex index) => index.Tasks.Count > 0 && Models(index).Select(model => model.Parameters).Distinct().Count() > 1;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        if (!HasContent(index)) return;
        var models = Models(index);
        AnalysisParts.Write(
            html,
            "size",
            "Accuracy and size",
            "Models by their number of parameters, counted in their weight files, on a logarithmic axis. Lines are 95% intervals clustered by image."
                + (index.HasChance ? " The dashed line is the random model." : ""),
            index.Tasks,
            task => WriteTask(html, index, task, models));
    }

    private static List<(ReportModel Model, long Parameters)> Models(ReportIndex index) =>
        [.. index.Report.Models.Where(model => !model.Void && model.Analyses?.Parameters > 0).Select(model => (model, model.Analyses!.Parameters!.Value)).OrderBy(model => model.Item2)];

    private static void WriteTask(HtmlWriter html, ReportIndex index, string task, List<(ReportModel Model, long Parameters)> models)
    {
        var x = PlotScale.Parameters(models[0].Parameters, models[^1].Parameters);
        using (html.Open("div", ("class", "cards")))
        using (html.Open("figure", ("class", "card")))
        {
            var plot = new Plot(620, 300, x, PlotScale.Percent, "parameters", "accuracy, %");
            var chance = index.Chance(task, Leaderboard.WholeTask, index.Report.Run.Protocol)?.Accuracy;
            Draw(html, plot, [.. models.Select(model => (model.Model.Id, model.Parameters, Score(index, model.Model, task)))], chance);
        }

        AnalysisParts.Table(html, $"Accuracy and size on {task}", "sortable", [("Model", "name", "text"), ("Parameters", "n", "down"), ("Accuracy", "n", "down")], () =>
        {
            foreach (var (model, parameters) in models)
            {
                html.Line();
                using (html.Open("tr"))
                {
                    HtmlParts.ModelCell(html, "th", model.Id);
                    HtmlParts.Number(html, ReportNumbers.Count(parameters), parameters);
                    AnalysisParts.Accuracy(html, Score(index, model, task)?.Accuracy, Score(index, model, task)?.Ci95, Score(index, model, task)?.N);
                }
            }
        });
    }

    private static SliceScore? Score(ReportIndex index, ReportModel model, string task) =>
        index.Find(model.Id, task, Leaderboard.WholeTask, index.Report.Run.Protocol);

    private static void Draw(HtmlWriter html, Plot plot, IReadOnlyList<(string Id, long Parameters, SliceScore? Score)> models, double? chance)
    {
        using (plot.Open(html))
        {
            if (chance is { } line) plot.Line(html, "ref", (plot.X.Low, line), (plot.X.High, line));
            foreach (var (id, parameters, score) in models)
            {
                if (score?.Accuracy is not { } accuracy) continue;
                plot.Point(html, parameters, accuracy, score.Ci95, 4);
                plot.Name(html, id, parameters, accuracy);
            }
        }
    }
}
