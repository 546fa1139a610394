using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>
/// One value with its interval on a common axis, as SVG. The number is next to it as text, so the chart is hidden from
/// screen readers.
/// </summary>
internal static class IntervalChart
{
    private const int Height = 20;

    /// <summary>
    /// Draws a value as a tick on the band of its interval, with a bar from zero for differences, and a dashed
    /// reference line. Without a value it draws only the grid.
    /// </summary>
    public static void Write(
        HtmlWriter html, Axis axis, double? value, IReadOnlyList<double>? interval, double? reference, string? kind = null)
    {
        using (Open(html, axis, "chart", Height))
        {
            Grid(html, axis);
            if (value is { } x)
            {
                using (html.Open("g", ("class", kind)))
                {
                    if (axis.Low >= 0) Bar(html, axis, "len", 0, x, 3);
                    if (interval is [var low, var high]) Bar(html, axis, "ci", low, high, 9);
                    html.Void(
                        "line", ("class", "tick"), ("x1", axis.At(x)), ("x2", axis.At(x)), ("y1", "4"), ("y2", "16"));
                }
            }

            if (reference is { } line) Vertical(html, axis, line, "ref");
        }
    }

    private static void Bar(HtmlWriter html, Axis axis, string kind, double from, double to, int height) => html.Void(
        "rect",
        ("class", kind),
        ("x", axis.At(from)),
        ("width", axis.Length(from, to)),
        ("y", Axis.Pixels((Height - height) / 2.0)),
        ("height", height.ToString()),
        ("rx", "1.5"));

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

    private static void Grid(HtmlWriter html, Axis axis)
    {
        foreach (var tick in axis.Ticks)
            Vertical(html, axis, tick, Math.Abs(tick) < 1e-9 ? "zero" : "grid");
    }

    private static void Vertical(HtmlWriter html, Axis axis, double value, string kind) => html.Void(
        "line", ("class", kind), ("x1", axis.At(value)), ("x2", axis.At(value)), ("y1", "0"), ("y2", Height.ToString()));
}
