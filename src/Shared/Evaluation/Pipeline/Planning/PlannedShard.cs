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
public sealed record PlannedShard(
    int Index, int Questions, IReadOnlyList<int>? Rows = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Localization = 0)
{
    /// <summary>The number of questions that a model is asked.</summary>
    public int QuestionsOf(PlannedModel model) => model.DrawsBoxes ? Questions : Questions - Localization;

    /// <summary>The selected images of the shard.</summary>
    internal IEnumerable<ImageRecord> Select(IReadOnlyList<ImageRecord> images) =>
        Rows is null ? images : images.IntersectBy(Rows, image => image.Row);
}
