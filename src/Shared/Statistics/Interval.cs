namespace MuBench.Statistics;

/// <summary>An interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Kind">How it was made, one of <see cref="IntervalKinds"/>; null for one of a bootstrap.</param>
public readonly record struct Interval(double Low, double High, string? Kind = null)
{
    /// <summary>The interval cut to a range that the statistic cannot leave.</summary>
    public Interval Within(double min, double max) => this with { Low = Math.Clamp(Low, min, max), High = Math.Clamp(High, min, max) };

    // Logarithms and exponentials differ in their last bit between processors; what a report says must not.
    /// <summary>The interval with its ends rounded to nine decimals.</summary>
    public Interval Rounded() => this with { Low = Math.Round(Low, 9), High = Math.Round(High, 9) };

    /// <summary>The two ends, as documents have them.</summary>
    public IReadOnlyList<double> ToArray() => [Low, High];
}
