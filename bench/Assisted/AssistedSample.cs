using MuBench.Statistics;
using MuBench.Statistics.Assisted;

namespace MuBench.Bench.Assisted;

/// <summary>What one replay shows: whether the plain and the assisted interval hold the truth, their widths and squared errors.</summary>
internal readonly record struct AssistedSample(bool PlainHolds, bool Holds, double PlainWidth, double Width, double PlainError, double Error, double EffectiveSize, int Images)
{
    /// <summary>Estimates an accuracy from a sample.</summary>
    public static AssistedSample Of(LoggedPopulation population, double[] values, Func<double[], AssistedMean> estimate)
    {
        var (mean, tally) = (estimate(values), population.TallyOf(values));
        return Of(mean, tally.ShareInterval(0.95), mean.Interval(tally, 0.95), population.Mean, tally.Images);
    }

    /// <summary>Estimates a part; null if too few images of it were sampled.</summary>
    /// <param name="population">The questions.</param>
    /// <param name="values">The sampled values; NaN elsewhere.</param>
    /// <param name="isDifference">Whether the values are differences of two models.</param>
    /// <param name="included">Whether each question belongs to the part.</param>
    public static AssistedSample? Of(LoggedPopulation population, double[] values, bool isDifference, bool[] included)
    {
        if (AssistedMean.Of(population.Questions, values, question => included[question], isDifference ? -1 : 0) is not { } mean)
            return null;
        double[] part = [.. values.Select((value, question) => included[question] ? value : double.NaN)];
        var (tally, truth) = (population.TallyOf(part), population.Values.Where((_, question) => included[question]).Average());
        if (!isDifference)
            return Of(mean, tally.ShareInterval(0.95), mean.Interval(tally, 0.95), truth, tally.Images);
        var discordant = part.Count(value => double.IsFinite(value) && value != 0);
        return Of(mean, DifferenceTest.Of(tally, discordant).Interval(0.95), mean.Difference(tally, discordant).Interval(0.95), truth, tally.Images);
    }

    /// <summary>The share of the samples of which something is true, in words.</summary>
    public static string Share(IReadOnlyCollection<AssistedSample> samples, Func<AssistedSample, bool> which) =>
        FormattableString.Invariant($"{(double)samples.Count(which) / samples.Count:P1}");

    private static AssistedSample Of(AssistedMean mean, Interval plain, Interval assisted, double truth, int images) => new(
        plain.Low <= truth && truth <= plain.High, assisted.Low <= truth && truth <= assisted.High, plain.High - plain.Low, assisted.High - assisted.Low,
        Square(mean.Plain - truth), Square(mean.Estimate - truth), mean.EffectiveSize, images);

    private static double Square(double value) => value * value;
}
