namespace MuBench.Reports.Html;

/// <summary>
/// One value with its interval on a common axis, as SVG. The number stands beside it in text, so the drawing is hidden
/// from readers of the screen.
/// </summary>
internal static class IntervalChart
{
    private const double Middle = 10;

    /// <summary>Draws a value, its interval and a reference line. Nothing but the grid where there is no value.</summary>
    public static void Write(
        HtmlWriter html, Axis axis, double? value, IReadOnlyList<double>? interval, double? reference, string? kind = null)
    {
        using (Open(html, axis, "chart", 20))
        {
            Grid(html, axis, 20);
            if (reference is { } line) Vertical(html, axis, line, 20, "ref");
            if (value is not { } x) return;
            using (html.Open("g", ("class", "mark" + (kind is null ? "" : " " + kind))))
            {
                if (interval is [var low, var high])
                {
                    html.Void(
                        "rect", ("class", "ci"), ("x", axis.At(low)), ("width", axis.Length(low, high)), ("y", "7"), ("height", "6"), ("rx", "3"));
                }

                html.Void("circle", ("class", "dot"), ("cx", axis.At(x)), ("cy", Axis.Pixels(Middle)), ("r", "4.5"));
            }
        }
    }

    /// <summary>The axis with its numbers, in percent or percentage points.</summary>
    public static void Scale(HtmlWriter html, Axis axis, bool signed)
    {
        using (Open(html, axis, "scale", 16))
        {
            foreach (var tick in axis.Ticks)
            {
                var decimals = axis.High - axis.Low < 0.05 ? 1 : 0;
                html.Leaf(
                    "text",
                    signed ? ReportNumbers.Points(tick, decimals) : ReportNumbers.Percent(tick, decimals),
                    ("x", axis.At(tick)),
                    ("y", "12"));
            }
        }
    }

    private static HtmlWriter.Scope Open(HtmlWriter html, Axis axis, string kind, int height) => html.Open(
        "svg",
        ("class", kind),
        ("width", Axis.Pixels(axis.Width)),
        ("height", height.ToString()),
        ("aria-hidden", "true"),
        ("focusable", "false"));

    private static void Grid(HtmlWriter html, Axis axis, int height)
    {
        foreach (var tick in axis.Ticks)
            Vertical(html, axis, tick, height, Math.Abs(tick) < 1e-9 ? "zero" : "grid");
    }

    private static void Vertical(HtmlWriter html, Axis axis, double value, int height, string kind) => html.Void(
        "line", ("class", kind), ("x1", axis.At(value)), ("x2", axis.At(value)), ("y1", "0"), ("y2", height.ToString()));
}
