using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Interpolations;

/// <summary>
/// Accuracy over α as SVG, with intervals. The table below contains the same numbers, so the chart is hidden from
/// screen readers.
/// </summary>
internal static class AlphaCurve
{
    private const double Left = 48;
    private const double Right = 560;
    private const double Top = 14;
    private const double Bottom = 250;
    private const double LabelRoom = 190;
    private const double LabelHeight = 15;
    private const double Aside = 3.5;
    private const int LabelLength = 30;

    // The marks differ in shape as well as in colour: circle, square, diamond.
    private static readonly string[] Series = ["target", "others", "all"];

    public static void Write(HtmlWriter html, ReportInterpolation interpolation, string task)
    {
        var series = Series.Select(parts => (Parts: parts, Points: PointsOf(interpolation, task, parts))).Where(line => line.Points.Count > 0).ToList();
        if (series.Count == 0) return;
        var values = series.SelectMany(line => line.Points).SelectMany(point => point.Mean.Ci95 ?? [point.Mean.Mean!.Value]).ToList();
        var (low, high) = (Math.Floor(values.Min() * 10) / 10, Math.Ceiling(values.Max() * 10) / 10);
        var axis = (Low: low, High: high > low ? high : low + 0.1);
        using (html.Open("div", ("class", "curve")))
        using (html.Open(
            "svg", ("width", Axis.Pixels(Right + LabelRoom)), ("height", Axis.Pixels(Bottom + 42)), ("viewBox", $"0 0 {Axis.Pixels(Right + LabelRoom)} {Axis.Pixels(Bottom + 42)}"), ("aria-hidden", "true"), ("focusable", "false")))
        {
            WriteGrid(html, axis);
            WriteAlphas(html, interpolation);
            var ends = new List<(double Y, string Text, int Number)>();
            foreach (var (parts, points) in series)
            {
                var number = Array.IndexOf(Series, parts);
                WriteLine(html, points, number, axis);
                ends.Add((Y(points[^1].Mean.Mean!.Value, axis), InterpolationSection.NameOf(parts, interpolation.Target), number));
            }

            WriteLabels(html, ends);
        }
    }

    private static List<(double Alpha, ReportPartMean Mean)> PointsOf(ReportInterpolation interpolation, string task, string parts) =>
    [
        .. interpolation.Points.SelectMany(point => point.Means
            .Where(mean => mean.Task == task && mean.Parts == parts && mean.Mean is not null)
            .Select(mean => (point.Alpha, mean))),
    ];

    private static void WriteGrid(HtmlWriter html, (double Low, double High) axis)
    {
        var step = axis.High - axis.Low > 0.55 ? 0.2 : 0.1;
        for (var tick = Math.Ceiling((axis.Low / step) - 1e-9) * step; tick <= axis.High + 1e-9; tick += step)
        {
            Line(html, "grid", Left, Y(tick, axis), Right, Y(tick, axis));
            html.Leaf("text", ReportNumbers.Percent(tick, 0) + "%", ("class", "y"), ("x", Axis.Pixels(Left - 8)), ("y", Axis.Pixels(Y(tick, axis) + 4)));
        }

        html.Leaf("text", "α", ("x", Axis.Pixels((Left + Right) / 2)), ("y", Axis.Pixels(Bottom + 36)));
    }

    private static void WriteAlphas(HtmlWriter html, ReportInterpolation interpolation)
    {
        if (interpolation.HeldOut is { } heldOut)
        {
            Line(html, "ref", X(heldOut.Alpha), Top - 4, X(heldOut.Alpha), Bottom);
            html.Leaf("text", "chosen", ("x", Axis.Pixels(X(heldOut.Alpha))), ("y", Axis.Pixels(Top - 6)));
        }

        var last = double.NegativeInfinity;
        foreach (var point in interpolation.Points)
        {
            Line(html, "zero", X(point.Alpha), Bottom, X(point.Alpha), Bottom + 4);
            if (X(point.Alpha) - last < 30) continue;
            last = X(point.Alpha);
            html.Leaf("text", InterpolationSection.Alpha(point.Alpha), ("x", Axis.Pixels(last)), ("y", Axis.Pixels(Bottom + 18)));
        }
    }

    private static void WriteLine(HtmlWriter html, List<(double Alpha, ReportPartMean Mean)> points, int number, (double Low, double High) axis)
    {
        // The marks are shifted, so that the intervals of one α do not cover each other.
        var aside = (number - 1) * Aside;
        using (html.Open("g", ("class", "s" + number)))
        {
            html.Void("polyline", ("points", string.Join(
                ' ', points.Select(point => $"{Axis.Pixels(X(point.Alpha) + aside)},{Axis.Pixels(Y(point.Mean.Mean!.Value, axis))}"))));
            foreach (var (alpha, mean) in points)
            {
                var x = X(alpha) + aside;
                if (mean.Ci95 is [var low, var high]) Line(html, "err", x, Y(low, axis), x, Y(high, axis));
                WriteMark(html, number, x, Y(mean.Mean!.Value, axis));
            }
        }
    }

    private static void WriteMark(HtmlWriter html, int number, double x, double y)
    {
        if (number == 0)
        {
            html.Void("circle", ("cx", Axis.Pixels(x)), ("cy", Axis.Pixels(y)), ("r", "4"));
            return;
        }

        var turn = number == 2 ? $"rotate(45 {Axis.Pixels(x)} {Axis.Pixels(y)})" : null;
        html.Void(
            "rect", ("x", Axis.Pixels(x - 3.5)), ("y", Axis.Pixels(y - 3.5)), ("width", "7"), ("height", "7"), ("transform", turn));
    }

    private static void WriteLabels(HtmlWriter html, List<(double Y, string Text, int Number)> ends)
    {
        var free = Top;
        foreach (var (y, text, number) in ends.OrderBy(end => end.Y))
        {
            var at = Math.Max(y, free);
            free = at + LabelHeight;
            using (html.Open("g", ("class", "s" + number)))
            {
                WriteMark(html, number, Right + 20, at);
                var shown = text.Length > LabelLength ? text[..(LabelLength - 1)] + "…" : text;
                html.Leaf("text", shown, ("class", "tag"), ("x", Axis.Pixels(Right + 31)), ("y", Axis.Pixels(at + 4)));
            }
        }
    }

    private static void Line(HtmlWriter html, string kind, double x1, double y1, double x2, double y2) => html.Void(
        "line", ("class", kind), ("x1", Axis.Pixels(x1)), ("y1", Axis.Pixels(y1)), ("x2", Axis.Pixels(x2)), ("y2", Axis.Pixels(y2)));

    private static double X(double alpha) => Left + 12 + (alpha * (Right - Left - 24));

    private static double Y(double value, (double Low, double High) axis) => Bottom - ((value - axis.Low) / (axis.High - axis.Low) * (Bottom - Top));
}
