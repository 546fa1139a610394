namespace MuBench.Statistics.Assisted;

/// <summary>
/// The mean of a population from a sample, assisted by predictions for every question: the sample's mean, plus λ times how much higher the
/// predictions are in the population than in the sample.
/// </summary>
/// <param name="Plain">The sample's mean per question.</param>
/// <param name="Estimate">The assisted mean, within the possible values.</param>
/// <param name="Lambda">The weight λ of the predictions, 0 to 1; with 0 the estimate is the plain one.</param>
/// <param name="VarianceRatio">The variance of the assisted mean divided by that of the plain one, more than 0 and at most 1.</param>
/// <param name="Sampled">The share of the population's questions that was sampled.</param>
/// <remarks>
/// <para>
/// The difference estimator of survey statistics (Särndal, Swensson and Wretman, <i>Model Assisted Survey Sampling</i>, 1992, chapter 6), known as
/// prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic, Science 382, 2023). Its mean is right however bad the predictions
/// are; good ones make it more precise. λ minimises the variance (power tuning: Angelopoulos, Duchi and Zrnic, <i>PPI++</i>, 2023).
/// </para>
/// <para>
/// An image is predicted by a regression that has not seen it (cross-fitting over five parts of the images: Zrnic and Candès, PNAS 121, 2024). The
/// variance is that of <see cref="ClusterSpread"/>: sums of squared deviations of images, of the values minus λ times the predictions. One degree of
/// freedom is subtracted for λ.
/// </para>
/// </remarks>
public readonly record struct AssistedMean(double Plain, double Estimate, double Lambda, double VarianceRatio, double Sampled)
{
    /// <summary>Minimum number of sampled images for which predictions are used.</summary>
    public const int MinImages = 100;

    private const int Parts = 5;

    // If predictions are perfect, the effective size is large and not infinite.
    private const double MinRatio = 1e-6;

    /// <summary>How many times as many images a plain sample would need for the same precision, at least 1.</summary>
    public double EffectiveSize => 1 / VarianceRatio;

    /// <summary>Estimates a mean; null if fewer than <see cref="MinImages"/> images were sampled, or if all of them are alike.</summary>
    /// <param name="questions">The questions of the population.</param>
    /// <param name="values">The value of each question, at most 1; NaN if it was not sampled.</param>
    /// <param name="includes">Whether a question is part of the population; null for all.</param>
    /// <param name="min">The smallest possible value: 0 for right or wrong, -1 for a difference of two models.</param>
    public static AssistedMean? Of(AssistedQuestions questions, double[] values, Func<int, bool>? includes = null, double min = 0)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(values);
        includes ??= _ => true;
        int[] sampled = [.. Enumerable.Range(0, questions.Count).Where(question => includes(question) && double.IsFinite(values[question]))];
        if (sampled.Select(question => questions.Images[question]).Distinct().Take(MinImages).Count() < MinImages)
            return null;
        var sizes = questions.Sizes(includes);
        var (predictions, mean) = CrossFit(questions, values, sampled, sizes, questions.CentredSums(includes));
        return Combine(questions, values, sampled, predictions, mean, sampled.Length / (double)sizes.Sum(), min);
    }

    /// <summary>The interval, from that of the plain mean: the same method with the smaller variance, corrected for the finite population.</summary>
    /// <param name="images">The sampled images.</param>
    /// <param name="confidence">The confidence level.</param>
    public Interval Interval(ClusterTally images, double confidence)
    {
        ArgumentNullException.ThrowIfNull(images);
        var plain = images.ShareInterval(confidence);
        if (images.AreAlike)
            return plain;
        var assisted = images.ShareInterval(confidence, Estimate, VarianceRatio * (1 - Sampled));
        return assisted.High - assisted.Low <= plain.High - plain.Low ? assisted : plain;
    }

    /// <summary>The interval and the p-value of a difference, from those of the plain one, in the same way as <see cref="Interval"/>.</summary>
    /// <param name="images">The sampled images, with differences as sums.</param>
    /// <param name="discordant">Number of sampled questions in which the two sides differ.</param>
    public DifferenceTest Difference(ClusterTally images, int discordant) => DifferenceTest.Of(images, discordant, Estimate, VarianceRatio * (1 - Sampled));

    // The predictions of the sampled questions, each by a regression without its part, and the mean prediction over the population.
    private static (double[] Sampled, double Population) CrossFit(AssistedQuestions questions, double[] values, int[] sampled, int[] sizes, double[] features)
    {
        var (predictions, population) = (new double[sampled.Length], 0.0);
        for (var part = 0; part < Parts; part++)
        {
            var fit = CellRegression.Fit(questions, values, [.. sampled.Where(question => PartOf(questions.Images[question]) != part)]);
            for (var index = 0; index < sampled.Length; index++)
            {
                if (PartOf(questions.Images[sampled[index]]) == part)
                    predictions[index] = fit.Predict(questions.Cells[sampled[index]], questions.Centred(sampled[index]));
            }

            // The prediction is linear: its sum over the population needs only the sizes of the cells and the sums of the features.
            for (var cell = 0; cell < sizes.Length; cell++)
                population += sizes[cell] * fit.MeanOf(cell);
            population += fit.Of(features);
        }

        return (predictions, population / Parts / sizes.Sum());
    }

    // A hash of the image (Knuth's multiplicative one): neighbours come into different parts, whatever the order of the images.
    private static int PartOf(int image) => (int)((uint)image * 2654435761u >> 16) % Parts;

    private static AssistedMean? Combine(AssistedQuestions questions, double[] values, int[] sampled, double[] predictions, double population, double share, double min)
    {
        var (plain, predicted) = (sampled.Average(question => values[question]), predictions.Average());
        double squares = 0, products = 0, ofPredictions = 0;
        for (var index = 0; index < sampled.Length;)
        {
            var (first, value, prediction) = (index, 0.0, 0.0);
            for (; index < sampled.Length && questions.Images[sampled[index]] == questions.Images[sampled[first]]; index++)
            {
                value += values[sampled[index]] - plain;
                prediction += predictions[index] - predicted;
            }

            var weight = 1 / (1 - ((index - first) / (double)sampled.Length));
            squares += weight * value * value;
            products += weight * value * prediction;
            ofPredictions += weight * prediction * prediction;
        }

        if (squares <= 0)
            return null;
        var lambda = ofPredictions > 0 ? Math.Clamp(products / ofPredictions, 0, 1) : 0;
        var images = sampled.Select(question => questions.Images[question]).Distinct().Count();
        var ratio = (squares - (2 * lambda * products) + (lambda * lambda * ofPredictions)) / squares * (images - 1) / (images - 2);
        if (lambda == 0 || ratio >= 1)
            return new AssistedMean(plain, plain, 0, 1, share);
        return new AssistedMean(plain, Math.Clamp(plain + (lambda * (population - predicted)), min, 1), lambda, Math.Max(ratio, MinRatio), share);
    }
}
