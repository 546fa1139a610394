namespace MuBench.Statistics;

/// <summary>The methods of intervals. Documents of earlier versions name none (basic bootstraps over images) or <c>wilson-clustered</c>.</summary>
public static class IntervalKinds
{
    /// <summary>For a share or a mean: Jeffreys' interval with the effective number of questions, estimated over images.</summary>
    public const string Jeffreys = "jeffreys-clustered";

    /// <summary><see cref="Jeffreys"/> with the smaller variance of an <see cref="Assisted.AssistedMean"/>, corrected for the finite population.</summary>
    public const string JeffreysAssisted = "jeffreys-clustered-assisted";

    /// <summary>
    /// For a difference: Wald's interval after adding three questions, with the effective number of questions, estimated over
    /// images.
    /// </summary>
    public const string AdjustedWald = "adjusted-wald-clustered";

    /// <summary><see cref="AdjustedWald"/> with the smaller variance of an <see cref="Assisted.AssistedMean"/>, corrected for the finite population.</summary>
    public const string AdjustedWaldAssisted = "adjusted-wald-clustered-assisted";

    /// <summary>
    /// If all images are alike: the exact bound on the share of different images. If all are right or all wrong, this is Clopper
    /// and Pearson's interval over images.
    /// </summary>
    public const string ExactImages = "exact-images";

    /// <summary>A <see cref="Sequential.ConfidenceSequence"/>: valid at every look, whenever one stops.</summary>
    public const string Betting = "betting-sequence";
}
