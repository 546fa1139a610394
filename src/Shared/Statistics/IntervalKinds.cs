namespace MuBench.Statistics;

/// <summary>How an interval of ours was made. Documents of earlier versions name none: theirs are basic bootstraps over images.</summary>
public static class IntervalKinds
{
    /// <summary>Of a share or mean: Wilson's score interval on the effective number of questions, which is estimated over images.</summary>
    public const string Wilson = "wilson-clustered";

    /// <summary>Of a difference: Wald's interval after three added questions, on the effective number of questions, which is estimated over images.</summary>
    public const string AdjustedWald = "adjusted-wald-clustered";

    /// <summary>Where all images are alike: the exact bound on other images (of all right or all wrong, Clopper and Pearson's over images).</summary>
    public const string ExactImages = "exact-images";
}
