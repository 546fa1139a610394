using System.Text.Json.Serialization;
using MuBench.Datasets;

namespace MuBench.Pipeline.Planning;

/// <summary>A shard of a run.</summary>
/// <param name="Index">Number of the shard in the dataset.</param>
/// <param name="Questions">Questions of the run in it.</param>
/// <param name="Rows">Selected rows of the dataset, ascending; null for all of the shard (left out of the file).</param>
/// <param name="Localization">How many of the questions ask for boxes, which not every model is asked (left out of the file where there is none).</param>
public sealed record PlannedShard(
    int Index, int Questions, IReadOnlyList<int>? Rows = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Localization = 0)
{
    /// <summary>The questions that a model is asked.</summary>
    public int QuestionsOf(PlannedModel model) => model.DrawsBoxes ? Questions : Questions - Localization;

    /// <summary>The selected images among those of the shard.</summary>
    public IEnumerable<ImageRecord> Select(IReadOnlyList<ImageRecord> images) =>
        Rows is null ? images : images.IntersectBy(Rows, image => image.Row);
}
