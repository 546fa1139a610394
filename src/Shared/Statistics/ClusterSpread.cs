namespace MuBench.Statistics;

/// <summary>How much the questions of images vary, and how much more so for going together: what an interval over few images needs.</summary>
/// <param name="Variance">Variance of a question, in whole questions.</param>
/// <param name="DesignEffect">By how much the questions of an image, going together, inflate the variance of the mean (Kish 1965), at least 1.</param>
/// <param name="Bound">What the design effect can at most be: all questions of an image one, sum(m^2) / sum(m) of images with m questions, and the variance the largest.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the design effect's estimate, at least 1.</param>
/// <remarks>
/// An image with m questions and the sum s deviates by d = s - m p. The variance of p is sum(d^2 / (1 - m/M)) / M^2, over M
/// questions (HC2 of MacKinnon and White 1985, by image). Its degrees of freedom are those of the images, M^2 / sum(m^2) - 1,
/// and no more than 3 K - 1, where K = sum(d^2)^2 / sum(d^4) images make it up: where nearly all is right, the few images that
/// are not decide it, however many there are. The 3 is calibrated by simulation (<c>bench coverage</c>).
/// </remarks>
public readonly record struct ClusterSpread(double Variance, double DesignEffect, double Bound, double DegreesOfFreedom)
{
    private const double FreedomOfAnImage = 3;

    /// <summary>Measures images that are not all alike.</summary>
    /// <param name="tally">The images.</param>
    /// <param name="max">The largest variance that a question can have with this mean; null where it is what the questions show, as of those that are right or wrong.</param>
    public static ClusterSpread Of(ClusterTally tally, double? max = null)
    {
        var mean = tally.Estimate!.Value;
        double questions = tally.Questions;
        double corrected = 0, second = 0, fourth = 0, sizes = 0;
        // In a fixed order: sums of another order differ in their last bit.
        foreach (var type in tally.Types.OrderBy(type => type.Questions).ThenBy(type => type.Sum))
        {
            var deviation = ((double)type.Sum / tally.Unit) - (mean * type.Questions);
            var square = deviation * deviation;
            corrected += type.Images * square / (1 - (type.Questions / questions));
            second += type.Images * square;
            fourth += type.Images * square * square;
            sizes += (double)type.Images * type.Questions * type.Questions;
        }

        // Images that differ have questions that do: the variance is never 0, and what rounding leaves of it is no less than this.
        var variance = Math.Max((tally.Squares / ((double)tally.Unit * tally.Unit) / questions) - (mean * mean), second / sizes / questions);
        return new ClusterSpread(
            variance,
            // Of independent questions that are right or wrong the mean tells the variance: there is nothing to estimate.
            tally.HasOneQuestionEach && max is null ? 1 : Math.Max(1, corrected / (questions * variance)),
            sizes / questions * Math.Max(1, (max ?? variance) / variance),
            DegreesOfFreedomOf(questions * questions / sizes, second, fourth));
    }

    /// <summary>The degrees of freedom of a variance from images.</summary>
    /// <param name="images">The effective number of images.</param>
    /// <param name="second">Sum of the squares of their deviations.</param>
    /// <param name="fourth">Sum of the fourth powers.</param>
    public static double DegreesOfFreedomOf(double images, double second, double fourth) =>
        Math.Max(1, Math.Min(images, FreedomOfAnImage * second * second / fourth) - 1);

    /// <summary>
    /// The factor on a normal interval's half-width that makes up for the design effect being an estimate: Student's t over the
    /// normal quantile, but no more than the design effect can at most be.
    /// </summary>
    public double Widening(double confidence) => Math.Max(1, Math.Min(
        StudentT.Quantile(confidence, DegreesOfFreedom) / NormalDistribution.Quantile(confidence), Math.Sqrt(Bound / DesignEffect)));
}
