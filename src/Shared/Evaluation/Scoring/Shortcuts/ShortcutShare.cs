using System.Text.Json.Serialization;
using MuBench.Statistics;

namespace MuBench.Scoring.Shortcuts;

/// <summary>A share of images, or a mean over images, with its interval.</summary>
public sealed record ShortcutShare
{
    private const double Confidence = 0.95;

    /// <summary>Number of images; null for a mean of scores.</summary>
    public int? Count { get; init; }

    /// <summary>The share or the mean, 0 to 1; null if there are no images.</summary>
    public double? Share { get; init; }

    /// <summary>Its 95% interval. Images are independent.</summary>
    [JsonPropertyName("ci95")]
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>The method of <see cref="Ci95"/>, one of <see cref="IntervalKinds"/>.</summary>
    public string? Interval { get; init; }

    /// <summary>The share of images that satisfy a condition.</summary>
    internal static ShortcutShare Of(int count, int images)
    {
        if (images == 0)
            return new ShortcutShare { Count = count };
        var share = (double)count / images;
        var interval = count == 0 || count == images
            ? AlikeImages.Interval(share, images, Confidence, 0, 1)
            : ShareInterval.Of(share, images, Confidence);
        return new ShortcutShare { Count = count, Share = share, Ci95 = interval.ToArray(), Interval = interval.Kind };
    }

    /// <summary>The mean of a score per image.</summary>
    internal static ShortcutShare Mean(ClusterTally scores)
    {
        if (scores.Questions == 0)
            return new ShortcutShare();
        var interval = scores.ShareInterval(Confidence);
        return new ShortcutShare { Share = scores.Estimate, Ci95 = interval.ToArray(), Interval = interval.Kind };
    }
}
