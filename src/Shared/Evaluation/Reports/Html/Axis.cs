namespace MuBench.Reports.Html;

/// <summary>The common axis of a column of small charts.</summary>
/// <param name="Low">The value at its left end.</param>
/// <param name="High">The value at its right end.</param>
/// <param name="Width">Its width in pixels.</param>
internal sealed record Axis(double Low, double High, double Width)
{
    // Space for half a mark at both ends.
    private const double Margin = 7;

    private static readonly double[] Steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25];

    /// <summary>An axis from 0 that covers all values, for accuracies.</summary>
    public static Axis FromZero(IEnumerable<double> values, double width)
    {
        var high = Math.Clamp(values.DefaultIfEmpty(1).Max(), 0.1, 1);
        return new Axis(0, Math.Min(1, Math.Ceiling((high * 10) - 1e-9) / 10), width);
    }

    /// <summary>An axis with 0 in the middle that covers all values, for differences.</summary>
    public static Axis AroundZero(IEnumerable<double> values, double width)
    {
        var reach = Math.Clamp(values.Select(Math.Abs).DefaultIfEmpty(0.1).Max(), 0.005, 1);
        var step = StepOf(2 * reach);
        var end = Math.Ceiling((reach / step) - 1e-9) * step;
        return new Axis(-end, end, width);
    }

    /// <summary>An axis that covers 0 and all values and no more, for differences that lie on one side.</summary>
    public static Axis Fitting(IEnumerable<double> values, double width)
    {
        var all = values.Append(0).Select(value => Math.Clamp(value, -1, 1)).ToList();
        var step = StepOf(Math.Max(all.Max() - all.Min(), 0.005));
        var (low, high) = (Math.Floor((all.Min() / step) + 1e-9) * step, Math.Ceiling((all.Max() / step) - 1e-9) * step);
        return new Axis(low, Math.Max(high, low + step), width);
    }

    /// <summary>Round values along the axis.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            var step = StepOf(High - Low);
            var first = (int)Math.Ceiling((Low / step) - 1e-9);
            var last = (int)Math.Floor((High / step) + 1e-9);
            return [.. Enumerable.Range(first, last - first + 1).Select(i => i * step)];
        }
    }

    /// <summary>The position of a value as attribute text; a value outside the axis is at its end.</summary>
    public string At(double value) => Pixels(Position(value));

    /// <summary>The distance between two values as attribute text.</summary>
    public string Length(double from, double to) => Pixels(Math.Max(Position(to) - Position(from), 1));

    public static string Pixels(double value) => value.ToString("0.#");

    private static double StepOf(double span) => Steps.FirstOrDefault(step => span / step <= 5.001, 0.5);

    private double Position(double value) =>
        Margin + ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (Width - (2 * Margin)));
}
