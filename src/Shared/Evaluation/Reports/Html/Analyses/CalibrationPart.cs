using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Analyses;

/// <summary>Reliability diagrams and the calibration numbers.</summary>
internal static class CalibrationPart
{
    private static readonly (string Text, string? Class, string? Sort)[] Heads =
    [
        ("Model", "name", "text"), ("n", "n", "down"), ("Accuracy", "n", "down"), ("Confidence", "n", "down"), ("ECE", "n", "up"),
        ("ECE, equal mass", "n", "up"), ("Brier", "n", "up"), ("Brier, chosen option", "n", "up"), ("Brier, authors’", "n", "up"),
    ];

    private static readonly (string Text, string? Class, string? Sort)[] BinHeads =
        [("Model", "name", null), ("Confidence", "n", null), ("n", "n", null), ("Mean confidence", "n", null), ("Accuracy", "n", null)];

    public static bool HasContent(ReportIndex index) => Models(index).Count > 0 || Missing(index).Any();

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var models = Models(index);
        if (models.Count > 0)
        {
            AnalysisParts.Write(
                html,
                "calibration",
                "Calibration",
                "How far a model’s confidence can be believed. That of a contrastive model is the softmax of its scaled similarities over the options; that of a "
                + "chat model is the softmax over the offered letters, from the log-probabilities at the token that names its option. A dot is a bin of "
                + "questions, larger where there are more; the line through it is the 95% interval of their accuracy, the bar below their share. On the "
                + "diagonal the model is right as often as it is sure; below it is overconfident. ECE is the mean distance from it, in points. Lower is better; but the authors’ Brier score is of the "
                + "probability of the correct option, and a sure wrong answer costs nothing there.",
                [.. index.Tasks.Where(task => models.Any(model => Find(model.Analysis, task) is not null))],
                task => WriteTask(html, index, task, [.. models.Select(model => (model.Model, Find(model.Analysis, task)!)).Where(model => model.Item2 is not null)]));
        }

        WriteMissing(html, index, hasHeading: models.Count > 0);
    }

    private static IReadOnlyList<(ReportModel Model, Calibration Analysis)> Models(ReportIndex index) =>
        AnalysisParts.Models(index, analyses => analyses.Calibration);

    private static TaskCalibration? Find(Calibration calibration, string task) => calibration.Tasks.FirstOrDefault(found => found.Task == task && found.N > 0);

    private static IEnumerable<(string Id, string Reason)> Missing(ReportIndex index) =>
        index.Report.Models.Where(model => !model.Void && model.Analyses?.CalibrationMissing is not null).Select(model => (model.Id, model.Analyses!.CalibrationMissing!));

    private static void WriteMissing(HtmlWriter html, ReportIndex index, bool hasHeading)
    {
        var missing = Missing(index).ToList();
        if (missing.Count == 0) return;
        if (!hasHeading) html.Leaf("h3", "Calibration");
        foreach (var (id, reason) in missing)
        {
            using (html.Open("p", ("class", "muted")))
            {
                html.Text("Not available for ");
                HtmlParts.ModelName(html, id);
                html.Text(": " + reason);
            }
        }
    }

    private static void WriteTask(HtmlWriter html, ReportIndex index, string task, IReadOnlyList<(ReportModel Model, TaskCalibration Task)> models)
    {
        FigureLink.Write(html, index, ReliabilityFigure.Of(index, task));
        using (html.Open("div", ("class", "cards")))
        {
            foreach (var (model, calibration) in models)
            {
                var detail = $"ECE {ReportNumbers.Percent(calibration.Ece)} · Brier {ReportNumbers.ThreeDecimals(calibration.Brier)}";
                AnalysisParts.Card(html, model.Id, detail, () => Draw(html, calibration));
            }
        }

        foreach (var (model, calibration) in models)
        {
            if (CalibrationText.Coverage(calibration) is { } coverage)
                html.Leaf("p", $"{model.Id}: {coverage}", ("class", "muted"));
        }

        AnalysisParts.Table(html, $"Calibration on {task}", "sortable", Heads, () =>
        {
            foreach (var (model, calibration) in models)
                WriteRow(html, model.Id, calibration);
        });
        using (html.Open("details"))
        {
            html.Leaf("summary", $"Every bin on {task}");
            AnalysisParts.Table(html, $"Every bin of confidence on {task}", "bins", BinHeads, () =>
            {
                foreach (var (model, calibration) in models)
                    WriteBins(html, model.Id, calibration);
            });
        }
    }

    private static void Draw(HtmlWriter html, TaskCalibration calibration)
    {
        var plot = new Plot(266, 266, PlotScale.Percent, PlotScale.Percent, "confidence, %", "accuracy, %");
        using (plot.Open(html))
        {
            foreach (var bin in calibration.Bins)
                plot.Bar(html, bin.Low, bin.High, (double)bin.N / calibration.N);
            plot.Line(html, "ref", (0, 0), (1, 1));
            foreach (var bin in calibration.Bins)
                plot.Point(html, bin.Confidence, bin.Accuracy, bin.Ci95, 2.5 + (4.5 * Math.Sqrt((double)bin.N / calibration.N)));
        }
    }

    private static void WriteRow(HtmlWriter html, string id, TaskCalibration calibration)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "th", id);
            HtmlParts.Number(html, ReportNumbers.Count(calibration.N), calibration.N);
            foreach (var share in (ReadOnlySpan<double?>)[calibration.Accuracy, calibration.Confidence, calibration.Ece, calibration.EceEqualMass])
                HtmlParts.Number(html, ReportNumbers.Percent(share), share);
            foreach (var score in (ReadOnlySpan<double?>)[calibration.Brier, calibration.BrierTopLabel, calibration.BrierAuthors])
                HtmlParts.Number(html, ReportNumbers.ThreeDecimals(score), score);
        }
    }

    private static void WriteBins(HtmlWriter html, string id, TaskCalibration calibration)
    {
        foreach (var bin in calibration.Bins)
        {
            html.Line();
            using (html.Open("tr"))
            {
                HtmlParts.ModelCell(html, "th", id);
                HtmlParts.Number(html, $"{ReportNumbers.Percent(bin.Low, 1)}–{ReportNumbers.Percent(bin.High, 1)}");
                HtmlParts.Number(html, ReportNumbers.Count(bin.N));
                HtmlParts.Number(html, ReportNumbers.Percent(bin.Confidence));
                AnalysisParts.Accuracy(html, bin.Accuracy, bin.Ci95);
            }
        }
    }
}
