using MuBench.Statistics.Sequential;

namespace MuBench.Scoring.Stopping;

/// <summary>Two models of a sampled run, with the sequence of their difference.</summary>
internal sealed class SampledPair(SampledModel a, SampledModel b, ConfidenceSequence difference, double margin)
{
    private int _images;

    /// <summary>The first model.</summary>
    public SampledModel A => a;

    /// <summary>The second model.</summary>
    public SampledModel B => b;

    /// <summary>The verdict, one of <see cref="Verdicts"/>.</summary>
    public string Verdict { get; private set; } = Verdicts.Undecided;

    /// <summary>The look at which the verdict was reached; null if there is none.</summary>
    public int? DecidedAt { get; private set; }

    /// <summary>Whether more waves can decide the pair.</summary>
    public bool IsOpen => DecidedAt is null && a.IsAvailable && b.IsAvailable;

    /// <summary>Adds the wave that both models were asked last. Questions that either call of which failed count in no difference.</summary>
    public void Add(WaveShape shape, int look)
    {
        if (a.Seen is not { } ofA || b.Seen is not { } ofB || a.Waves != b.Waves)
            return;
        difference.Add(shape.Sum(question => ofA[question] == SeenAnswers.None || ofB[question] == SeenAnswers.None ? 0 : ofA[question] - ofB[question]));
        _images += shape.Images;
        if (DecidedAt is not null)
            return;
        var interval = difference.Interval;
        Verdict = interval.Low > 0 ? Verdicts.Better : interval.High < 0 ? Verdicts.Worse
            : interval.Low > -margin && interval.High < margin ? Verdicts.Equivalent : Verdicts.Undecided;
        if (Verdict != Verdicts.Undecided)
            DecidedAt = look;
    }

    /// <summary>The pair at a look.</summary>
    public LookPair At() => new()
    {
        A = a.Id,
        B = b.Id,
        Images = _images,
        Difference = _images == 0 ? 0 : Math.Round(difference.Estimate, 9),
        Interval = difference.Interval.ToArray(),
        Log10E = Math.Round(difference.LogEvidence(0) / Math.Log(10), 6),
        Verdict = Verdict,
        DecidedAt = DecidedAt,
    };
}
