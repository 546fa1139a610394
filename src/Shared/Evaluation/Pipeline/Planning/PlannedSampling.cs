using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Planning;

/// <summary>The order of a run that stops when it knows enough. It follows from the manifest and the dataset alone.</summary>
public sealed record PlannedSampling
{
    /// <summary>Number of images of the population: those with a question of the sampled task, over all items.</summary>
    public required int Images { get; init; }

    /// <summary>Number of all questions of the run about the population, per model: what is asked without stopping.</summary>
    public required int Questions { get; init; }

    /// <summary>Number of localisation questions among them (left out of the file if there are none).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Localization { get; init; }

    /// <summary>The strata.</summary>
    public required IReadOnlyList<PlannedStratum> Strata { get; init; }

    /// <summary>The waves, in order. With a maximum number of images they are not all of the population.</summary>
    public required IReadOnlyList<PlannedWave> Waves { get; init; }

    /// <summary>How the run stopped; null while it continues.</summary>
    public PlannedStop? Stopped { get; init; }

    /// <summary>Number of items of the population.</summary>
    [JsonIgnore]
    public int Items => Strata.Sum(stratum => stratum.Rows.Count);

    /// <summary>Number of questions of the sampled task about the population.</summary>
    [JsonIgnore]
    public int TaskQuestions => Strata.Sum(stratum => stratum.Total);

    /// <summary>Positions in a stratum's order that belong to a wave.</summary>
    /// <param name="stratum">Position of the stratum.</param>
    /// <param name="wave">The wave, from 1.</param>
    internal Range PositionsOf(int stratum, int wave)
    {
        var first = Waves.Take(wave - 1).Sum(before => before.Drawn[stratum]);
        return first..(first + Waves[wave - 1].Drawn[stratum]);
    }

    /// <summary>The rows of a wave, stratum by stratum in the order in which they are drawn.</summary>
    internal IEnumerable<int> RowsOf(int wave) => Strata.SelectMany((stratum, index) => stratum.Rows.Take(PositionsOf(index, wave)));
}
