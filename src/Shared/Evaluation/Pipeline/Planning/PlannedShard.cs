using System.Text.Json.Serialization;
using MuBench.Datasets;

namespace MuBench.Pipeline.Planning;

/// <summary>A shard of a run.</summary>
/// <param name="Index">Number of the shard in the dataset.</param>
/// <param name="Questions">Number of questions of the run in it.</param>
/// <param name="Rows">Selected rows of the dataset, ascending; null (left out of the file) for all rows of the shard.</param>
/// <param name="Localization">
/// Number of its localisation questions, which not every model is asked (left out of the file if there are none).
/// </param>
/// <param name="Wave">
/// The wave, from 1, of a run that stops when it knows enough; 0 (left out of the file) for other runs, and once it has stopped. While it continues, its plan
/// has a shard of the dataset once for each wave with images of it.
/// </param>
public sealed record PlannedShard(
    int Index, int Questions, IReadOnlyList<int>? Rows = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Localization = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Wave = 0)
{
    private const int MaxShards = 1_000_000;

    /// <summary>The number under which a run keeps documents of the shard, such as its faults: <see cref="Index"/>, with the wave before it.</summary>
    [JsonIgnore]
    public int Number => (Wave * MaxShards) + Index;

    /// <summary>The number of questions that a model is asked.</summary>
    public int QuestionsOf(PlannedModel model) => model.DrawsBoxes ? Questions : Questions - Localization;

    /// <summary>One shard of a sampled run that has stopped, from its parts in several waves.</summary>
    internal static PlannedShard Merge(IReadOnlyList<PlannedShard> parts) => new(
        parts[0].Index,
        parts.Sum(part => part.Questions),
        parts.Any(part => part.Rows is null) ? null : [.. parts.SelectMany(part => part.Rows!).Order()],
        parts.Sum(part => part.Localization));

    /// <summary>The selected images of the shard.</summary>
    internal IEnumerable<ImageRecord> Select(IReadOnlyList<ImageRecord> images) =>
        Rows is null ? images : images.IntersectBy(Rows, image => image.Row);
}
