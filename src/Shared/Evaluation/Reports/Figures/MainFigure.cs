using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>The main figure: accuracy of every model on every task with its interval, the floors, and published results.</summary>
internal static class MainFigure
{
    private const double RowHeight = 11;
    private const double Top = 24;
    private const double Gap = 18;
    private const double MaxNames = 150;

    public static Figure? Of(ReportIndex index)
    {
        var models = FigureCaptions.Models(index);
        if (models.Count == 0 || index.Tasks.Count == 0) return null;
        var published = index.Report.Published.Where(result => index.Tasks.Contains(result.Task)).GroupBy(result => (result.Model, result.Source)).ToList();
        var names = Math.Min(MaxNames, models.Select(model => model.Id).Concat(published.Select(result => result.Key.Model)).Max(name => FigureStyle.WidthOf(name, FigureStyle.TextSize)) + 8);
        var rows = models.Count + published.Count;
        var height = rows * RowHeight;
        var width = (FigureStyle.Width - names - 6 - (Gap * (index.Tasks.Count - 1))) / index.Tasks.Count;
        var shapes = new List<FigureShape>();
        for (var row = 0; row < rows; row++)
        {
            var model = row < models.Count ? models[row] : null;
            shapes.Add(new FigureText(
                0, Y(row) + 2.4, FigureStyle.Fitted(model?.Id ?? published[row - models.Count].Key.Model, FigureStyle.TextSize, names - 6), FigureStyle.TextSize,
                Colour: model is null || ModelKinds.IsFloor(model.Kind) || !model.Counts ? FigureStyle.Grey : FigureStyle.Ink));
        }

        foreach (var (number, task) in index.Tasks.Index())
        {
            var left = names + (number * (width + Gap));
            DrawTask(shapes, index, task, models, [.. published], new FigurePanel(left, Top, width, height, RangeOf(index, task), (0, 1)));
        }

        return new Figure("main", "Accuracy of each model on each task", Caption(index, models, published.Count > 0), FigureStyle.Width, Top + height + 22, shapes);
    }

    private static double Y(int row) => Top + ((row + 0.5) * RowHeight);

    private static (double Low, double High) RangeOf(ReportIndex index, string task) => (0, FigurePanel.RangeOf(
        index.Report.Models.Where(model => !model.Void).SelectMany(model => model.Scores).Where(score => score.Task == task && score.Slice == Leaderboard.WholeTask)
            .Select(score => score.Ci95?[1] ?? score.Accuracy ?? 0).Concat(index.Report.Published.Where(result => result.Task == task).Select(result => result.Accuracy + (result.HalfWidth ?? 0)))).High);

    private static void DrawTask(
        List<FigureShape> shapes, ReportIndex index, string task, IReadOnlyList<ReportModel> models, IReadOnlyList<IGrouping<(string Model, string Source), PublishedResult>> published, FigurePanel panel)
    {
        var protocol = index.Report.Run.Protocol;
        shapes.Add(new FigureText(panel.Left, 8, Leaderboard.TitleOf(task), FigureStyle.TextSize, IsBold: true));
        shapes.Add(new FigureText(panel.Left, 17, FigureCaptions.Answered(models.Select(model => index.Find(model.Id, task, Leaderboard.WholeTask, protocol)).Where(score => score?.Accuracy is not null).Select(score => score!.N)), FigureStyle.SmallSize, Colour: FigureStyle.Grey));
        shapes.AddRange(panel.PercentX(Leaderboard.MeasureOf(task) == "accuracy" ? "accuracy, %" : "mean GRIT score, %"));
        if (index.Chance(task, Leaderboard.WholeTask, protocol)?.Accuracy is { } chance)
            shapes.Add(new FigureLine([(panel.AtX(chance), panel.Top), (panel.AtX(chance), panel.Bottom)], FigureStyle.Vermilion, 0.6, IsDashed: true));
        foreach (var (row, model) in models.Index())
        {
            if (index.Find(model.Id, task, Leaderboard.WholeTask, protocol) is not { Accuracy: { } accuracy } score) continue;
            var isFloor = ModelKinds.IsFloor(model.Kind);
            var colour = isFloor || !model.Counts ? FigureStyle.Grey : FigureStyle.Blue;
            if (score.Ci95 is [var low, var high]) shapes.Add(new FigureLine([(panel.AtX(low), Y(row)), (panel.AtX(high), Y(row))], colour, 1));
            shapes.Add(new FigureMark(panel.AtX(accuracy), Y(row), 2, colour, isFloor ? FigureMarkShape.Square : FigureMarkShape.Circle, IsHollow: !model.Counts));
        }

        foreach (var (row, results) in published.Index())
        {
            if (results.FirstOrDefault(result => result.Task == task) is not { } result) continue;
            var y = Y(models.Count + row);
            if (result.HalfWidth is { } half) shapes.Add(new FigureLine([(panel.AtX(result.Accuracy - half), y), (panel.AtX(result.Accuracy + half), y)], FigureStyle.Grey, 0.6));
            shapes.Add(new FigureMark(panel.AtX(result.Accuracy), y, 1.7, FigureStyle.Grey, FigureMarkShape.Diamond, IsHollow: true));
        }
    }

    private static string Caption(ReportIndex index, IReadOnlyList<ReportModel> models, bool hasPublished)
    {
        var numbers = index.Tasks.Select(task => $"{Leaderboard.TitleOf(task)}: {FigureCaptions.Answered(models.Select(model => index.Find(model.Id, task, Leaderboard.WholeTask, index.Report.Run.Protocol)).Where(score => score?.Accuracy is not null).Select(score => score!.N))}");
        return $"Accuracy of each model on each task ({string.Join("; ", numbers)} answered questions). {FigureCaptions.Intervals(index.Report)} Models in the order of {index.Tasks[0]}; "
            + "filled circles: ranked models; squares: floors, which see no image; hollow circles: models with an alarm."
            + (index.HasChance ? " Dashed line: the random floor." : "")
            + (hasPublished ? " Hollow diamonds: published by others over the whole dataset, not measured here; their bars are half-widths of the authors' interval." : "")
            + " " + FigureCaptions.Source(index.Report);
    }
}
