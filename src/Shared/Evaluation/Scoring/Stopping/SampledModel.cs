using MuBench.Statistics.Sequential;

namespace MuBench.Scoring.Stopping;

/// <summary>A model of a sampled run, with the sequence of its accuracy.</summary>
internal sealed class SampledModel(string id, ConfidenceSequence accuracy)
{
    /// <summary>The model's id.</summary>
    public string Id => id;

    /// <summary>The sequence of its accuracy. Questions without a response count as not right.</summary>
    public ConfidenceSequence Accuracy => accuracy;

    /// <summary>Number of waves that it was asked.</summary>
    public int Waves { get; private set; }

    /// <summary>Number of images that it was asked about.</summary>
    public int Images { get; private set; }

    /// <summary>What was seen in the last wave; null if it was not asked.</summary>
    public byte[]? Seen { get; private set; }

    /// <summary>Whether it is asked the next wave.</summary>
    public bool IsAsked { get; set; } = true;

    /// <summary>Whether not every question of a wave could be asked.</summary>
    public bool IsUnavailable { get; private set; }

    /// <summary>Whether more waves of it can be seen.</summary>
    public bool IsAvailable => !IsUnavailable;

    /// <summary>Half the width of its interval.</summary>
    public double HalfWidth => (accuracy.High - accuracy.Low) / 2;

    /// <summary>Adds a wave.</summary>
    /// <param name="shape">The wave's questions.</param>
    /// <param name="seen">The outcomes of the questions; null if the model was not asked, or not all of them.</param>
    public void Add(WaveShape shape, byte[]? seen)
    {
        IsUnavailable |= IsAsked && seen is null;
        Seen = IsAsked ? seen : null;
        if (Seen is null)
            return;
        accuracy.Add(shape.Sum(question => Seen[question] == SeenAnswers.Right ? 1 : 0));
        Waves++;
        Images += shape.Images;
    }

    /// <summary>The model at a look.</summary>
    public LookModel At() => new()
    {
        Id = id,
        Waves = Waves,
        Images = Images,
        Accuracy = Waves == 0 ? null : Math.Round(accuracy.Estimate, 9),
        Interval = Waves == 0 ? null : accuracy.Interval.ToArray(),
        Seen = Seen,
        IsAsked = IsAsked,
        IsUnavailable = IsUnavailable,
    };
}
