using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>Accuracy of every model on every slice of a task.</summary>
internal static class HeatFigure
{
    private const double RowHeight = 9.5;

    public static Figure? Of(ReportIndex index, string task)
    {
        var models = FigureCaptions.Models(index);
        var groups = index.Slices(task);
        if (models.Count == 0 || groups.Count == 0) return null;
        var names = Math.Min(150, groups.SelectMany(group => group.Slices).Max(slice => FigureStyle.WidthOf(ReportIndex.Label(slice), FigureStyle.SmallSize)) + 8);
        var heads = Math.Min(90, models.Max(model => FigureStyle.WidthOf(model.Id, FigureStyle.SmallSize)) + 6);
        var cell = Math.Min(40, (FigureStyle.Width - names) / models.Count);
        var shapes = new List<FigureShape>();
        foreach (var (column, model) in models.Index())
            shapes.Add(new FigureText(names + ((column + 0.5) * cell) + 2, heads - 3, FigureStyle.Fitted(model.Id, FigureStyle.SmallSize, heads - 4), FigureStyle.SmallSize, IsUpright: true));
        var y = heads;
        foreach (var group in groups)
        {
            if (group.Slices[0] != Leaderboard.WholeTask)
            {
                shapes.Add(new FigureText(0, y + 8, group.Name, FigureStyle.SmallSize, Colour: FigureStyle.Grey));
                y += RowHeight + 1;
            }

            foreach (var slice in group.Slices)
            {
                DrawRow(shapes, index, task, slice, models, names, cell, y);
                y += RowHeight;
            }
        }

        var n = models.Select(model => index.Find(model.Id, task, Leaderboard.WholeTask, index.Report.Run.Protocol)).Where(score => score?.Accuracy is not null).Select(score => score!.N);
        return new Figure(
            $"slices-{FileNames.Of(task)}",
            $"Accuracy by slice, {task}",
            $"{task}: {Leaderboard.MeasureOf(task)} in percent of each model on each slice ({FigureCaptions.Answered(n)} answered questions of the whole task). Darker cells are higher, on one scale from 0 to 100%. "
            + $"A dash: no answered question. The intervals and the number of questions of each cell are in scores.csv. {FigureCaptions.Source(index.Report)}",
            names + (cell * models.Count), y + 2, shapes);
    }

    private static void DrawRow(List<FigureShape> shapes, ReportIndex index, string task, string slice, IReadOnlyList<ReportModel> models, double names, double cell, double y)
    {
        shapes.Add(new FigureText(0, y + 6.8, FigureStyle.Fitted(ReportIndex.Label(slice), FigureStyle.SmallSize, names - 4), FigureStyle.SmallSize));
        foreach (var (column, model) in models.Index())
        {
            var x = names + (column * cell);
            if (index.Find(model.Id, task, slice, index.Report.Run.Protocol)?.Accuracy is not { } accuracy)
            {
                shapes.Add(new FigureText(x + (cell / 2), y + 6.8, ReportNumbers.None, FigureStyle.SmallSize, FigureAnchor.Middle, FigureStyle.Grey));
                continue;
            }

            var (fill, ink) = FigureStyle.ShadeOf(accuracy);
            shapes.Add(new FigureBox(x + 0.4, y + 0.4, cell - 0.8, RowHeight - 0.8, fill));
            shapes.Add(new FigureText(x + (cell / 2), y + 6.8, ReportNumbers.Percent(accuracy, 1), FigureStyle.SmallSize, FigureAnchor.Middle, ink));
        }
    }
}
