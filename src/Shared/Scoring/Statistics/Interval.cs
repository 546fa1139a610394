namespace MuBench.Scoring.Statistics;

/// <summary>An interval.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The interval cut to a range that the statistic cannot leave.</summary>
    public Interval Within(double least, double most) => new(Math.Clamp(Low, least, most), Math.Clamp(High, least, most));
}
