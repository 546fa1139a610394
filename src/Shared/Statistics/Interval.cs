namespace MuBench.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Kind">The method, one of <see cref="IntervalKinds"/>; null for a bootstrap.</param>
public readonly record struct Interval(double Low, double High, string? Kind = null)
{
    /// <summary>The interval, clamped to the possible values of the statistic.</summary>
    public Interval Within(double min, double max) => this with { Low = Math.Clamp(Low, min, max), High = Math.Clamp(High, min, max) };

    // Logarithms and exponentials differ in their last bit between processors; reports must not.
    /// <summary>The interval with its ends rounded to nine decimals.</summary>
    public Interval Rounded() => this with { Low = Math.Round(Low, 9), High = Math.Round(High, 9) };

    /// <summary>The two ends, as documents hold them.</summary>
    public IReadOnlyList<double> ToArray() => [Low, High];
}
