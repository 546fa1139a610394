using MuBench.Reports.Html.Interpolations;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>The curve of a weight interpolation: mean accuracy by α.</summary>
internal static class AlphaFigure
{
    private static readonly (string Parts, string Colour, FigureMarkShape Shape)[] Series =
        [("target", FigureStyle.Blue, FigureMarkShape.Circle), ("others", FigureStyle.Vermilion, FigureMarkShape.Square), ("all", FigureStyle.Grey, FigureMarkShape.Diamond)];

    public static Figure? Of(ReportIndex index, ReportInterpolation interpolation, string task)
    {
        var lines = Series.Select(series => (series, Points: PointsOf(interpolation, task, series.Parts))).Where(line => line.Points.Count > 0).ToList();
        if (lines.Count == 0) return null;
        var values = lines.SelectMany(line => line.Points).SelectMany(point => point.Mean.Ci95 ?? [point.Mean.Mean!.Value]);
        var panel = new FigurePanel(30, 12, FigureStyle.ColumnWidth - 90, 130, (Math.Min(0, interpolation.Points.Min(point => point.Alpha)), Math.Max(1, interpolation.Points.Max(point => point.Alpha))), FigurePanel.RangeOf(values));
        List<FigureShape> shapes = [.. panel.PercentY("mean accuracy, %")];
        foreach (var point in interpolation.Points)
            shapes.Add(new FigureText(panel.AtX(point.Alpha), panel.Bottom + 8, InterpolationSection.Alpha(point.Alpha), FigureStyle.SmallSize, FigureAnchor.Middle));
        shapes.Add(new FigureText(panel.Left + (panel.Width / 2), panel.Bottom + 17, "α", FigureStyle.TextSize, FigureAnchor.Middle));
        if (interpolation.HeldOut is { } held)
        {
            shapes.Add(new FigureLine([(panel.AtX(held.Alpha), panel.Top), (panel.AtX(held.Alpha), panel.Bottom)], FigureStyle.Grey, 0.6, IsDashed: true));
            shapes.Add(new FigureText(panel.AtX(held.Alpha), panel.Top - 3, "chosen", FigureStyle.SmallSize, FigureAnchor.Middle, FigureStyle.Grey));
        }

        var label = double.NegativeInfinity;
        foreach (var (series, points) in lines.OrderBy(line => panel.AtY(line.Points[^1].Mean.Mean!.Value)))
        {
            Draw(shapes, panel, series, points);
            label = Math.Max(panel.AtY(points[^1].Mean.Mean!.Value) + 2, label + 8);
            shapes.Add(new FigureText(panel.Right + 6, label, FigureStyle.Fitted(InterpolationSection.NameOf(series.Parts, interpolation.Target), FigureStyle.SmallSize, 54), FigureStyle.SmallSize, Colour: series.Colour));
        }

        var means = lines.Select(line => $"{InterpolationSection.NameOf(line.series.Parts, interpolation.Target)}: {line.Points[0].Mean.Count} parts, {FigureCaptions.Answered(line.Points.Select(point => point.Mean.N))}");
        return new Figure(
            $"alpha-{FileNames.Of(interpolation.Id)}-{FileNames.Of(task)}",
            $"{interpolation.Id}: mean accuracy by α, {task}",
            $"θ = (1 − α)·base + α·tuned, from {interpolation.Base} to {interpolation.Tuned}. Unweighted mean accuracy over parts (the questions of one task about one source dataset) on {task} ({string.Join("; ", means)}). "
            + $"Bars are 95% intervals, images resampled within each source dataset. {FigureCaptions.Source(index.Report)}",
            FigureStyle.ColumnWidth, panel.Bottom + 22, shapes);
    }

    private static void Draw(List<FigureShape> shapes, FigurePanel panel, (string Parts, string Colour, FigureMarkShape Shape) series, List<(double Alpha, ReportPartMean Mean)> points)
    {
        if (points.Count > 1) shapes.Add(new FigureLine([.. points.Select(point => (panel.AtX(point.Alpha), panel.AtY(point.Mean.Mean!.Value)))], series.Colour, 1, IsDashed: series.Parts == "all"));
        foreach (var (alpha, mean) in points)
        {
            if (mean.Ci95 is [var low, var high]) shapes.Add(new FigureLine([(panel.AtX(alpha), panel.AtY(low)), (panel.AtX(alpha), panel.AtY(high))], series.Colour, 0.6));
            shapes.Add(new FigureMark(panel.AtX(alpha), panel.AtY(mean.Mean!.Value), 2, series.Colour, series.Shape));
        }
    }

    private static List<(double Alpha, ReportPartMean Mean)> PointsOf(ReportInterpolation interpolation, string task, string parts) =>
        [.. interpolation.Points.SelectMany(point => point.Means.Where(mean => mean.Task == task && mean.Parts == parts && mean.Mean is not null).Select(mean => (point.Alpha, mean)))];
}
