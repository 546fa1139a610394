using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Analyses;

/// <summary>One axis of a plot: its range and its numbers.</summary>
/// <param name="Low">The value at the lower end.</param>
/// <param name="High">The value at the upper end.</param>
/// <param name="Ticks">The numbers along the axis.</param>
/// <param name="IsLogarithmic">Whether the axis is logarithmic.</param>
internal sealed record PlotScale(double Low, double High, IReadOnlyList<(double Value, string Label)> Ticks, bool IsLogarithmic = false)
{
    private static readonly double[] Steps = [1, 2, 5];

    /// <summary>0 to 100 percent.</summary>
    public static PlotScale Percent { get; } = new(0, 1, [.. Enumerable.Range(0, 5).Select(quarter => (quarter / 4.0, $"{quarter * 25}"))]);

    /// <summary>Whole numbers, with round numbers at the ends.</summary>
    public static PlotScale Counts(int low, int high)
    {
        var step = Steps.SelectMany(digit => Enumerable.Range(0, 9).Select(power => digit * Math.Pow(10, power))).Order().First(step => (high - low) / step <= 6);
        var (first, last) = (Math.Floor(low / step), Math.Max(Math.Ceiling(high / step), Math.Floor(low / step) + 1));
        return new PlotScale(first * step, last * step, [.. Enumerable.Range((int)first, (int)(last - first) + 1).Select(at => (at * step, ReportNumbers.Count((long)(at * step))))]);
    }

    /// <summary>Numbers of parameters, on a logarithmic axis.</summary>
    public static PlotScale Parameters(long low, long high)
    {
        var (from, to) = (low / 1.6, high * 1.6);
        var digits = to / from > 300 ? Steps[..1] : Steps;
        var ticks = Enumerable.Range(0, 14).SelectMany(power => digits.Select(digit => digit * Math.Pow(10, power)))
            .Where(tick => tick >= from && tick <= to)
            .Select(tick => (tick, ReportNumbers.Parameters((long)tick)));
        return new PlotScale(from, to, [.. ticks], IsLogarithmic: true);
    }

    /// <summary>The position of a value, 0 at the lower end and 1 at the upper end.</summary>
    public double At(double value)
    {
        var inside = Math.Clamp(value, Low, High);
        return IsLogarithmic ? Math.Log(inside / Low) / Math.Log(High / Low) : (inside - Low) / (High - Low);
    }
}
