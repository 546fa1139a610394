using MuBench.Reports.Html.Analyses;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>Reliability diagrams: accuracy by confidence, a panel for each model.</summary>
internal static class ReliabilityFigure
{
    private const double Side = 92;
    private const double Step = 128;
    private const int Columns = 4;

    public static Figure? Of(ReportIndex index, string task)
    {
        var models = AnalysisParts.Models(index, analyses => analyses.Calibration)
            .Select(model => (model.Model.Id, Task: model.Analysis.Tasks.FirstOrDefault(found => found.Task == task && found.N > 0)))
            .Where(model => model.Task is not null).Select(model => (model.Id, Task: model.Task!)).ToList();
        if (models.Count == 0) return null;
        var shapes = new List<FigureShape>();
        foreach (var (number, (id, calibration)) in models.Index())
            Draw(shapes, id, calibration, new FigurePanel(24 + (number % Columns * Step), 22 + (number / Columns * (Side + 50)), Side, Side, (0, 1), (0, 1)));
        return new Figure(
            $"reliability-{FileNames.Of(task)}",
            $"Reliability of confidences, {task}",
            $"Accuracy by confidence on {task} ({FigureCaptions.Answered(models.Select(model => model.Task.N))} questions for each model). Confidence is {Confidence(index)}. A dot is a bin of questions, larger "
            + $"where there are more; vertical bars are 95% intervals clustered by image; below the diagonal a model is overconfident. ECE: expected calibration error in percentage points. {FigureCaptions.Source(index.Report)}",
            FigureStyle.Width, 22 + (((models.Count - 1) / Columns) * (Side + 50)) + Side + 22, shapes);
    }

    private static string Confidence(ReportIndex index)
    {
        var functions = AnalysisParts.Models(index, analyses => analyses.Calibration).Select(model => model.Analysis.Function).ToHashSet(StringComparer.Ordinal);
        const string Similarities = "the softmax of the scaled similarities over the options";
        const string Letters = "the softmax over the offered letters of the log-probabilities at the token that names the option";
        return !functions.Contains(Calibration.Letters) ? Similarities : functions.Count == 1 ? Letters : $"{Similarities}, and for chat models {Letters}";
    }

    private static void Draw(List<FigureShape> shapes, string id, TaskCalibration calibration, FigurePanel panel)
    {
        shapes.Add(new FigureText(panel.Left, panel.Top - 12, FigureStyle.Fitted(id, FigureStyle.TextSize, Step - 12), FigureStyle.TextSize, IsBold: true));
        shapes.Add(new FigureText(panel.Left, panel.Top - 4, $"ECE {ReportNumbers.Percent(calibration.Ece)}, n = {ReportNumbers.Count(calibration.N)}", FigureStyle.SmallSize, Colour: FigureStyle.Grey));
        shapes.AddRange(panel.PercentX("confidence, %"));
        shapes.AddRange(panel.PercentY("accuracy, %"));
        shapes.Add(new FigureLine([(panel.AtX(0), panel.AtY(0)), (panel.AtX(1), panel.AtY(1))], FigureStyle.Grey, 0.6, IsDashed: true));
        foreach (var bin in calibration.Bins)
        {
            if (bin is not { Confidence: { } confidence, Accuracy: { } accuracy }) continue;
            if (bin.Ci95 is [var low, var high]) shapes.Add(new FigureLine([(panel.AtX(confidence), panel.AtY(low)), (panel.AtX(confidence), panel.AtY(high))], FigureStyle.Blue, 0.6));
            shapes.Add(new FigureMark(panel.AtX(confidence), panel.AtY(accuracy), 1 + (3 * Math.Sqrt((double)bin.N / calibration.N)), FigureStyle.Blue));
        }
    }
}
