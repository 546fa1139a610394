using MuBench.Reports.Documents;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>A confusion matrix of one model on one source dataset.</summary>
internal static class ConfusionFigure
{
    public static Figure? Of(ReportIndex index, ReportModel model, ConfusionMatrix matrix)
    {
        int[] rows = [.. Enumerable.Range(0, matrix.Classes.Count).Where(gold => matrix.Offered[gold][gold] > 0)];
        if (rows.Length == 0) return null;
        var names = Math.Min(120, matrix.Classes.Max(name => FigureStyle.WidthOf(name, FigureStyle.SmallSize)) + 6);
        var cell = Math.Min(30, (FigureStyle.Width - names - 4) / matrix.Classes.Count);
        var top = names + 10;
        var shapes = new List<FigureShape>();
        foreach (var (column, name) in matrix.Classes.Index())
            shapes.Add(new FigureText(names + ((column + 0.5) * cell) + 2, top - 3, FigureStyle.Fitted(name, FigureStyle.SmallSize, names - 4), FigureStyle.SmallSize, IsUpright: true));
        shapes.Add(new FigureText(0, 8, "rows: correct class; columns: chosen option", FigureStyle.SmallSize, Colour: FigureStyle.Grey));
        foreach (var (number, gold) in rows.Index())
        {
            var y = top + (number * cell);
            shapes.Add(new FigureText(names - 4, y + (cell / 2) + 2, FigureStyle.Fitted(matrix.Classes[gold], FigureStyle.SmallSize, names - 4), FigureStyle.SmallSize, FigureAnchor.End));
            for (var option = 0; option < matrix.Classes.Count; option++)
            {
                if (matrix.Offered[gold][option] == 0) continue;
                var rate = (double)matrix.Chosen[gold][option] / matrix.Offered[gold][option];
                var (fill, ink) = FigureStyle.ShadeOf(rate);
                var x = names + (option * cell);
                shapes.Add(new FigureBox(x + 0.4, y + 0.4, cell - 0.8, cell - 0.8, fill));
                if (cell >= 12) shapes.Add(new FigureText(x + (cell / 2), y + (cell / 2) + 2, ReportNumbers.Percent(rate, 0), FigureStyle.SmallSize, FigureAnchor.Middle, ink));
            }
        }

        return new Figure(
            $"confusion-{FileNames.Of(model.Id)}-{FileNames.Of(matrix.Source)}",
            $"Confusions of {model.Id} on {matrix.Source}",
            $"Confusions of {model.Id} on the fine questions of {matrix.Source} (n = {ReportNumbers.Count(matrix.N)} answered questions, {index.Report.Run.NameOf(matrix.Protocol)} protocol). A cell is the share, in percent, of the questions offering an option in which "
            + $"the model chose it; a question offers some of the classes, so a row need not add up to 100. An empty cell: never offered. {FigureCaptions.Source(index.Report)}",
            names + (cell * matrix.Classes.Count) + 4, top + (rows.Length * cell) + 4, shapes);
    }
}
