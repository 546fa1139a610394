using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>A frame with axes from 0 to 1 or another range, in which values are drawn.</summary>
/// <param name="Left">Its left side in points.</param>
/// <param name="Top">Its upper side in points.</param>
/// <param name="Width">Its width in points.</param>
/// <param name="Height">Its height in points.</param>
/// <param name="X">The range of the horizontal axis.</param>
/// <param name="Y">The range of the vertical axis.</param>
internal sealed record FigurePanel(double Left, double Top, double Width, double Height, (double Low, double High) X, (double Low, double High) Y)
{
    public double Bottom => Top + Height;

    public double Right => Left + Width;

    public double AtX(double value) => Left + ((Math.Clamp(value, X.Low, X.High) - X.Low) / (X.High - X.Low) * Width);

    public double AtY(double value) => Bottom - ((Math.Clamp(value, Y.Low, Y.High) - Y.Low) / (Y.High - Y.Low) * Height);

    /// <summary>Vertical grid lines with their percentages below.</summary>
    public IEnumerable<FigureShape> PercentX(string? label)
    {
        foreach (var tick in Ticks(X))
        {
            yield return new FigureLine([(AtX(tick), Top), (AtX(tick), Bottom)], FigureStyle.Grid, 0.4);
            yield return new FigureText(AtX(tick), Bottom + 8, ReportNumbers.Percent(tick, 0), FigureStyle.SmallSize, FigureAnchor.Middle);
        }

        if (label is not null) yield return new FigureText(Left + (Width / 2), Bottom + 16.5, label, FigureStyle.SmallSize, FigureAnchor.Middle);
    }

    /// <summary>Horizontal grid lines with their percentages on the left.</summary>
    public IEnumerable<FigureShape> PercentY(string? label)
    {
        foreach (var tick in Ticks(Y))
        {
            yield return new FigureLine([(Left, AtY(tick)), (Right, AtY(tick))], FigureStyle.Grid, 0.4);
            yield return new FigureText(Left - 3, AtY(tick) + 2, ReportNumbers.Percent(tick, 0), FigureStyle.SmallSize, FigureAnchor.End);
        }

        if (label is not null) yield return new FigureText(Left - 16, Top + (Height / 2), label, FigureStyle.SmallSize, FigureAnchor.Middle, IsUpright: true);
    }

    /// <summary>The range that covers some shares, rounded outwards to ten percent.</summary>
    public static (double Low, double High) RangeOf(IEnumerable<double> values)
    {
        var all = values.DefaultIfEmpty(0).ToList();
        var (low, high) = (Math.Floor((all.Min() * 10) + 1e-9) / 10, Math.Ceiling((all.Max() * 10) - 1e-9) / 10);
        return (Math.Max(0, low), Math.Min(1, Math.Max(high, low + 0.1)));
    }

    private static IEnumerable<double> Ticks((double Low, double High) range)
    {
        var step = range.High - range.Low > 0.55 ? 0.2 : range.High - range.Low > 0.25 ? 0.1 : 0.05;
        for (var at = (int)Math.Ceiling((range.Low / step) - 1e-9); at * step <= range.High + 1e-9; at++) yield return at * step;
    }
}
