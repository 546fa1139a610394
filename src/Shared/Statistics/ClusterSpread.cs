namespace MuBench.Statistics;

/// <summary>The variance of questions, and how much the clustering by image increases the variance of their mean.</summary>
/// <param name="Variance">Variance of a single question, in squared whole questions.</param>
/// <param name="DesignEffect">The design effect (Kish 1965): the factor by which clustering by image increases the variance of the mean. At least 1.</param>
/// <param name="Bound">The largest possible design effect. It assumes that all questions of an image agree (factor sum(m^2) / sum(m) for images with m questions) and that the variance is the largest possible one.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the estimated design effect, at least 1.</param>
/// <remarks>
/// An image with m questions and the sum s has the deviation d = s - m p. The variance of p is sum(d^2 / (1 - m/M)) / M^2, for M
/// questions in all (HC2 of MacKinnon and White 1985, by image). Its degrees of freedom are those of the images,
/// M^2 / sum(m^2) - 1, but at most F K - 1, where K = sum(d^2)^2 / sum(d^4) is the effective number of images that contribute to
/// it. If nearly all questions are right, only the few images with wrong ones contribute, even in a large sample. F is 3, or 3.7 E
/// if that is smaller, where E = M^2 / sum(m^2) / n is the evenness of the n images: 1 if all have the same number of questions,
/// less if a few have most of them. Both numbers are calibrated by simulation (<c>bench coverage</c>).
/// </remarks>
public readonly record struct ClusterSpread(double Variance, double DesignEffect, double Bound, double DegreesOfFreedom)
{
    private const double MaxFreedomOfAnImage = 3;
    private const double FreedomOfAnImage = 3.7;

    /// <summary>Measures the spread of images that are not all alike.</summary>
    /// <param name="tally">The images.</param>
    /// <param name="max">The largest possible variance of a question with this mean; null to use the measured variance, which is right for questions that are right or wrong.</param>
    public static ClusterSpread Of(ClusterTally tally, double? max = null)
    {
        var mean = tally.Estimate!.Value;
        double questions = tally.Questions;
        double corrected = 0, second = 0, fourth = 0, sizes = 0;
        // In a fixed order: sums in another order differ in their last bit.
        foreach (var type in tally.Types.OrderBy(type => type.Questions).ThenBy(type => type.Sum))
        {
            var deviation = ((double)type.Sum / tally.Unit) - (mean * type.Questions);
            var square = deviation * deviation;
            corrected += type.Images * square / (1 - (type.Questions / questions));
            second += type.Images * square;
            fourth += type.Images * square * square;
            sizes += (double)type.Images * type.Questions * type.Questions;
        }

        // The images differ, so the questions differ too and the variance is not 0. This is its minimum despite rounding.
        var variance = Math.Max((tally.Squares / ((double)tally.Unit * tally.Unit) / questions) - (mean * mean), second / sizes / questions);
        return new ClusterSpread(
            variance,
            // The mean of independent questions that are right or wrong determines the variance; no design effect is estimated.
            tally.HasOneQuestionEach && max is null ? 1 : Math.Max(1, corrected / (questions * variance)),
            sizes / questions * Math.Max(1, (max ?? variance) / variance),
            DegreesOfFreedomOf(questions * questions / sizes, second, fourth, questions * questions / sizes / tally.Images));
    }

    /// <summary>The degrees of freedom of a variance from images.</summary>
    /// <param name="images">The effective number of images.</param>
    /// <param name="second">Sum of the squares of their deviations.</param>
    /// <param name="fourth">Sum of the fourth powers.</param>
    /// <param name="evenness">The effective number of images relative to their number.</param>
    public static double DegreesOfFreedomOf(double images, double second, double fourth, double evenness = 1) =>
        Math.Max(1, Math.Min(images, Math.Min(MaxFreedomOfAnImage, FreedomOfAnImage * evenness) * second * second / fourth) - 1);

    /// <summary>
    /// The factor for the half-width of a normal interval that allows for the design effect being an estimate: the quantile of
    /// Student's t over that of the normal distribution, limited by the largest possible design effect.
    /// </summary>
    public double Widening(double confidence) => Math.Max(1, Math.Min(
        StudentT.Quantile(confidence, DegreesOfFreedom) / NormalDistribution.Quantile(confidence), Math.Sqrt(Bound / DesignEffect)));
}
