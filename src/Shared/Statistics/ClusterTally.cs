using System.Runtime.InteropServices;

namespace MuBench.Statistics;

/// <summary>Counts images by type, as the input of intervals.</summary>
/// <param name="unit">The value in <see cref="Sum"/> that stands for one whole question: 1 if questions are right or wrong.</param>
public sealed class ClusterTally(int unit = 1)
{
    private readonly Dictionary<(int Sum, int Questions), int> _images = [];

    /// <summary>The value in <see cref="Sum"/> that stands for one whole question.</summary>
    public int Unit { get; } = unit;

    /// <summary>Sum over the added questions; <see cref="Unit"/> stands for one whole question.</summary>
    public long Sum { get; private set; }

    /// <summary>Number of questions.</summary>
    public int Questions { get; private set; }

    /// <summary>Number of images.</summary>
    public int Images { get; private set; }

    /// <summary>The types, each with its number of images.</summary>
    public IEnumerable<ClusterType> Types => _images.Select(entry => new ClusterType(entry.Key.Sum, entry.Key.Questions, entry.Value));

    /// <summary>Whether every image has exactly one question.</summary>
    public bool HasOneQuestionEach => Questions == Images;

    /// <summary>The mean per question: sum(Sum) / Unit / sum(Questions); null if there is no question.</summary>
    public double? Estimate => Questions == 0 ? null : (double)Sum / Unit / Questions;

    /// <summary>Sum of the squared contributions of the questions; <see cref="Unit"/> squared stands for one whole question.</summary>
    public long Squares { get; private set; }

    /// <summary>
    /// Whether all images have the same mean per question; their numbers of questions may differ. Such a sample shows no
    /// spread, even if it is small.
    /// </summary>
    public bool AreAlike => _images.Keys.All(type => type.Sum * (long)Questions == Sum * type.Questions);

    /// <summary>Adds an image whose questions are right or wrong. An image without questions is ignored.</summary>
    public void Add(int sum, int questions) => Add(sum, questions, sum * (long)Unit);

    /// <summary>Adds an image.</summary>
    /// <param name="sum">Sum of the contributions of its questions.</param>
    /// <param name="questions">Number of its questions. An image without questions is ignored.</param>
    /// <param name="squares">Sum of the squared contributions of its questions.</param>
    public void Add(int sum, int questions, long squares)
    {
        if (questions == 0)
            return;
        CollectionsMarshal.GetValueRefOrAddDefault(_images, (sum, questions), out _)++;
        Sum += sum;
        Questions += questions;
        Images++;
        Squares += squares;
    }

    /// <summary>Resamples the images; null if they <see cref="AreAlike"/>, because all resamples would be equal.</summary>
    public Bootstrap? Resample(int resamples, Xoshiro256 random) => AreAlike ? null : Bootstrap.Of(Types, resamples, random, Unit);

    /// <summary>Advances the generator as <see cref="Resample"/> does.</summary>
    public void SkipResamples(int resamples, Xoshiro256 random)
    {
        if (!AreAlike)
            Bootstrap.Skip(Types, resamples, random);
    }

    /// <summary>The interval, clustered by image, of a share or of a mean of numbers from 0 to 1.</summary>
    public Interval ShareInterval(double confidence) => ShareInterval(confidence, Estimate!.Value, 1);

    /// <summary>The interval of another estimate of the same share, whose variance is a known part of that of this one.</summary>
    /// <param name="confidence">The confidence level.</param>
    /// <param name="estimate">The estimate, 0 to 1.</param>
    /// <param name="part">Its variance divided by that of <see cref="Estimate"/>.</param>
    internal Interval ShareInterval(double confidence, double estimate, double part)
    {
        var share = Estimate!.Value;
        if (AreAlike)
            return AlikeImages.Interval(share, Images, confidence, 0, 1);
        var spread = ClusterSpread.Of(this, Unit == 1 ? null : share * (1 - share));
        var widening = spread.Widening(confidence);
        var variance = spread.Variance * spread.DesignEffect * widening * widening / Questions * part;
        return MuBench.Statistics.ShareInterval.Of(estimate, estimate * (1 - estimate) / variance, confidence);
    }
}
