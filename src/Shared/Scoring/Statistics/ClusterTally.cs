using System.Runtime.InteropServices;

namespace MuBench.Scoring.Statistics;

/// <summary>Counts images by type, and makes intervals from the counts.</summary>
/// <param name="unit">How many of <see cref="Sum"/> are a whole question: 1 where questions are right or wrong.</param>
internal sealed class ClusterTally(int unit = 1)
{
    private readonly Dictionary<(int Sum, int Questions), int> _images = [];

    /// <summary>How many of <see cref="Sum"/> are a whole question.</summary>
    public int Unit { get; } = unit;

    public long Sum { get; private set; }

    public int Questions { get; private set; }

    public int Images { get; private set; }

    /// <summary>The types seen, each with its number of images.</summary>
    public IEnumerable<ClusterType> Types => _images.Select(entry => new ClusterType(entry.Key.Sum, entry.Key.Questions, entry.Value));

    /// <summary>Whether every image has one question, so that images and questions are the same sample.</summary>
    public bool OneQuestionEach => Questions == Images;

    /// <summary>sum(Sum) / sum(Questions), in whole questions, or null where there is no question.</summary>
    public double? Estimate => Questions == 0 ? null : (double)Sum / Unit / Questions;

    /// <summary>Adds an image; one without questions is no image of the sample.</summary>
    public void Add(int sum, int questions)
    {
        if (questions == 0)
            return;
        CollectionsMarshal.GetValueRefOrAddDefault(_images, (sum, questions), out _)++;
        Sum += sum;
        Questions += questions;
        Images++;
    }

    /// <summary>
    /// Resamples the images; null where all are alike, for there is nothing to resample: the statistic is the same in every
    /// image, though one may have more questions than another.
    /// </summary>
    public Bootstrap? Resample(int resamples, Xoshiro256 random) => AreAlike ? null : Bootstrap.Of(Types, resamples, random, Unit);

    private bool AreAlike => _images.Keys.All(type => type.Sum * (long)Questions == Sum * type.Questions);

    /// <summary>
    /// The interval, clustered by image, of a statistic that lies between two bounds. Where all images are alike a
    /// bootstrap shows no spread, however few they are; there the interval says what share f of other images n alike
    /// ones leave possible (f = 1 - (alpha/2)^(1/n)) and lets those lie at either bound. For all right or all wrong
    /// that is the exact (Clopper-Pearson) interval over images.
    /// </summary>
    public Interval Interval(Bootstrap? bootstrap, double confidence, double least, double most) =>
        bootstrap?.Basic(confidence).Within(least, most) ?? Alike(confidence, least, most);

    private Interval Alike(double confidence, double least, double most)
    {
        var others = 1 - Math.Pow((1 - confidence) / 2, 1.0 / Images);
        var known = (1 - others) * Estimate!.Value;
        return new Interval(known + others * least, known + others * most);
    }
}
