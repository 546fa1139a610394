using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Planning;

/// <summary>How a sampled run stopped.</summary>
/// <param name="Looks">Number of looks, the last of which stopped it.</param>
/// <param name="Reason">One of the reasons of <see cref="MuBench.Scoring.Stopping.StopReasons"/>.</param>
/// <param name="Waves">Number of waves that each model was asked, by id.</param>
public sealed record PlannedStop(int Looks, string Reason, IReadOnlyDictionary<string, int> Waves)
{
    /// <summary>The largest number of waves that a model was asked.</summary>
    [JsonIgnore]
    public int MaxWaves => Waves.Values.DefaultIfEmpty(0).Max();

    /// <summary>Number of waves that a model was asked.</summary>
    public int WavesOf(PlannedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Waves.GetValueOrDefault(model.ModelId);
    }

    /// <summary>Whether another end is the same.</summary>
    internal bool IsSame(PlannedStop other) => Looks == other.Looks && Reason == other.Reason && Waves.OrderBy(wave => wave.Key, StringComparer.Ordinal)
        .SequenceEqual(other.Waves.OrderBy(wave => wave.Key, StringComparer.Ordinal));
}
