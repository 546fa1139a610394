namespace MuBench.Reports.Html.Analyses;

/// <summary>A chart with two axes, as SVG. A table contains the same numbers, so the chart is hidden from screen readers.</summary>
/// <param name="Width">Width in pixels, including the numbers of the axis.</param>
/// <param name="Height">Height in pixels, including the numbers of the axis.</param>
/// <param name="X">The axis from left to right.</param>
/// <param name="Y">The axis from bottom to top.</param>
/// <param name="XTitle">The title of the X axis.</param>
/// <param name="YTitle">The title of the Y axis.</param>
internal sealed record Plot(double Width, double Height, PlotScale X, PlotScale Y, string XTitle, string YTitle)
{
    private const double Left = 30, Right = 12, Top = 22, Bottom = 38;

    /// <summary>Opens the chart and draws its axes.</summary>
    public HtmlWriter.Scope Open(HtmlWriter html)
    {
        var drawing = html.Open(
            "svg",
            ("class", "plot2"),
            ("viewBox", $"0 0 {Axis.Pixels(Width)} {Axis.Pixels(Height)}"),
            ("width", Axis.Pixels(Width)),
            ("height", Axis.Pixels(Height)),
            ("aria-hidden", "true"),
            ("focusable", "false"));
        foreach (var (value, label) in Y.Ticks)
        {
            Line(html, "grid", (X.Low, value), (X.High, value));
            Label(html, label, Left - 6, PixelY(value) + 3.5, "end");
        }

        foreach (var (value, label) in X.Ticks)
        {
            Line(html, "grid", (value, Y.Low), (value, Y.High));
            Label(html, label, PixelX(value), Height - Bottom + 15, null);
        }

        Label(html, YTitle, 2, 11, "start");
        Label(html, XTitle, (Left + Width - Right) / 2, Height - 5, null);
        return drawing;
    }

    public void Line(HtmlWriter html, string kind, (double X, double Y) from, (double X, double Y) to) => html.Void(
        "line",
        ("class", kind),
        ("x1", Axis.Pixels(PixelX(from.X))),
        ("x2", Axis.Pixels(PixelX(to.X))),
        ("y1", Axis.Pixels(PixelY(from.Y))),
        ("y2", Axis.Pixels(PixelY(to.Y))));

    /// <summary>A value with its interval: a dot on a vertical line.</summary>
    public void Point(HtmlWriter html, double x, double y, IReadOnlyList<double>? interval, double radius)
    {
        if (interval is [var low, var high]) Line(html, "whisker", (x, low), (x, high));
        html.Void("circle", ("class", "dot"), ("cx", Axis.Pixels(PixelX(x))), ("cy", Axis.Pixels(PixelY(y))), ("r", Axis.Pixels(radius)));
    }

    /// <summary>A bar on the X axis.</summary>
    public void Bar(HtmlWriter html, double from, double to, double height)
    {
        var (left, right, top, foot) = (PixelX(from) + 0.5, PixelX(to) - 0.5, PixelY(height), PixelY(Y.Low));
        html.Void(
            "rect",
            ("class", "len"),
            ("x", Axis.Pixels(left)),
            ("width", Axis.Pixels(Math.Max(right - left, 1))),
            ("y", Axis.Pixels(top)),
            ("height", Axis.Pixels(Math.Max(foot - top, 0.1))));
    }

    /// <summary>A name next to a point, on the side with room for it.</summary>
    public void Name(HtmlWriter html, string name, double x, double y)
    {
        var isRight = X.At(x) < 0.6;
        Label(html, name, PixelX(x) + (isRight ? 9 : -9), PixelY(y) + 4, isRight ? "start name" : "end name");
    }

    private static void Label(HtmlWriter html, string text, double x, double y, string? kind) =>
        html.Leaf("text", text, ("class", kind), ("x", Axis.Pixels(x)), ("y", Axis.Pixels(y)));

    private double PixelX(double value) => Left + (X.At(value) * (Width - Left - Right));

    private double PixelY(double value) => Height - Bottom - (Y.At(value) * (Height - Top - Bottom));
}
