using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>
/// A small picture of an interval that narrows from look to look, as SVG: images asked to the right, the interval as a band. The numbers are in the table
/// beside it, so the chart is hidden from screen readers.
/// </summary>
internal sealed class FunnelChart
{
    private const double Width = 240;
    private const double Height = 46;
    private const double Edge = 3;

    private readonly double _low;
    private readonly double _high;
    private readonly int _images;
    private readonly IReadOnlyList<double> _lines;

    private FunnelChart(double low, double high, int images, IReadOnlyList<double> lines) => (_low, _high, _images, _lines) = (low, high, Math.Max(1, images), lines);

    /// <summary>The range of values that is shown, as text.</summary>
    public string Range => _low < 0 ? $"±{ReportNumbers.Percent(_high, 0)} points" : $"{ReportNumbers.Percent(_low, 0)} to {ReportNumbers.Percent(_high, 0)}%";

    /// <summary>A chart of differences with 0 in the middle, and lines at 0 and at the margin.</summary>
    public static FunnelChart Around(IReadOnlyList<ReportNarrowing> pairs, double margin)
    {
        // The first intervals are wide and say little.
        var reach = pairs.SelectMany(pair => pair.Low.Concat(pair.High).Skip(2)).Select(Math.Abs).DefaultIfEmpty(0.1).Order().ToList();
        var high = Math.Clamp(Math.Ceiling(reach[reach.Count * 3 / 4] * 20) / 20, 0.05, 1);
        return new FunnelChart(-high, high, MaxImages(pairs), margin > 0 && margin < high ? [0, -margin, margin] : [0]);
    }

    /// <summary>A chart of accuracies.</summary>
    public static FunnelChart Over(IEnumerable<ReportNarrowing> models)
    {
        List<ReportNarrowing> all = [.. models];
        var (low, high) = (all.SelectMany(model => model.Low.Skip(1)).DefaultIfEmpty(0).Min(), all.SelectMany(model => model.High.Skip(1)).DefaultIfEmpty(1).Max());
        return new FunnelChart(Math.Floor(low * 10) / 10, Math.Ceiling(high * 10) / 10, MaxImages(all), []);
    }

    /// <summary>Writes the chart of a sequence.</summary>
    /// <param name="html">The page.</param>
    /// <param name="narrowing">The sequence.</param>
    /// <param name="decided">Number of the look that decided; null for none.</param>
    public void Write(HtmlWriter html, ReportNarrowing narrowing, int? decided)
    {
        using (html.Open("svg", ("class", "funnel"), ("width", Axis.Pixels(Width)), ("height", Axis.Pixels(Height)), ("aria-hidden", "true"), ("focusable", "false")))
        {
            foreach (var (value, index) in _lines.Select((value, index) => (value, index)))
            {
                html.Void(
                    "line", ("class", index == 0 ? "zero" : "ref"), ("x1", Axis.Pixels(Edge)), ("x2", Axis.Pixels(Width - Edge)), ("y1", Axis.Pixels(Y(value))), ("y2", Axis.Pixels(Y(value))));
            }

            var steps = Enumerable.Range(0, narrowing.Images.Count).ToList();
            html.Void("polygon", ("class", "band"), ("points", string.Join(' ', [
                .. steps.Select(step => Point(narrowing.Images[step], narrowing.High[step])),
                .. steps.AsEnumerable().Reverse().Select(step => Point(narrowing.Images[step], narrowing.Low[step]))])));
            if (decided is { } look && look <= steps.Count)
            {
                html.Void(
                    "line", ("class", "decided"), ("x1", Axis.Pixels(X(narrowing.Images[look - 1]))), ("x2", Axis.Pixels(X(narrowing.Images[look - 1]))),
                    ("y1", Axis.Pixels(Edge)), ("y2", Axis.Pixels(Height - Edge)));
            }
        }
    }

    private static int MaxImages(IEnumerable<ReportNarrowing> all) => all.SelectMany(narrowing => narrowing.Images).DefaultIfEmpty(1).Max();

    private string Point(int images, double value) => $"{Axis.Pixels(X(images))},{Axis.Pixels(Y(value))}";

    private double X(int images) => Edge + ((double)images / _images * (Width - (2 * Edge)));

    private double Y(double value) => Edge + ((_high - Math.Clamp(value, _low, _high)) / (_high - _low) * (Height - (2 * Edge)));
}
