using System.Runtime.InteropServices;

namespace MuBench.Statistics;

/// <summary>Counts images by type; what their intervals are made from.</summary>
/// <param name="unit">How many of <see cref="Sum"/> are a whole question: 1 where questions are right or wrong.</param>
public sealed class ClusterTally(int unit = 1)
{
    private readonly Dictionary<(int Sum, int Questions), int> _images = [];

    /// <summary>How many of <see cref="Sum"/> are a whole question.</summary>
    public int Unit { get; } = unit;

    /// <summary>Sum over the added questions, in units of 1 / <see cref="Unit"/>.</summary>
    public long Sum { get; private set; }

    /// <summary>Number of questions.</summary>
    public int Questions { get; private set; }

    /// <summary>Number of images.</summary>
    public int Images { get; private set; }

    /// <summary>The types seen, each with its number of images.</summary>
    public IEnumerable<ClusterType> Types => _images.Select(entry => new ClusterType(entry.Key.Sum, entry.Key.Questions, entry.Value));

    /// <summary>Whether every image has one question, so that images and questions are the same sample.</summary>
    public bool HasOneQuestionEach => Questions == Images;

    /// <summary>sum(Sum) / sum(Questions), in whole questions, or null where there is no question.</summary>
    public double? Estimate => Questions == 0 ? null : (double)Sum / Unit / Questions;

    /// <summary>Sum of the squares of what each question contributes, in squares of <see cref="Unit"/>.</summary>
    public long Squares { get; private set; }

    /// <summary>
    /// Whether all images are alike: the statistic is the same in every one, though one may have more questions than another.
    /// They show no spread then, however few they are.
    /// </summary>
    public bool AreAlike => _images.Keys.All(type => type.Sum * (long)Questions == Sum * type.Questions);

    /// <summary>Adds an image whose questions are right or wrong; one without questions is no image of the sample.</summary>
    public void Add(int sum, int questions) => Add(sum, questions, sum * (long)Unit);

    /// <summary>Adds an image.</summary>
    /// <param name="sum">What its questions contribute.</param>
    /// <param name="questions">Its questions; an image without any is none of the sample.</param>
    /// <param name="squares">Sum of the squares of what each contributes.</param>
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

    /// <summary>Resamples the images; null where they <see cref="AreAlike"/>, for there is nothing to resample.</summary>
    public Bootstrap? Resample(int resamples, Xoshiro256 random) => AreAlike ? null : Bootstrap.Of(Types, resamples, random, Unit);

    /// <summary>The interval, clustered by image, of a share or of a mean of numbers from 0 to 1.</summary>
    public Interval ShareInterval(double confidence)
    {
        var share = Estimate!.Value;
        if (AreAlike)
            return AlikeImages.Interval(share, Images, confidence, 0, 1);
        var spread = ClusterSpread.Of(this, Unit == 1 ? null : share * (1 - share));
        var widening = spread.Widening(confidence);
        var variance = spread.Variance * spread.DesignEffect * widening * widening / Questions;
        return MuBench.Statistics.ShareInterval.Of(share, share * (1 - share) / variance, confidence);
    }
}
