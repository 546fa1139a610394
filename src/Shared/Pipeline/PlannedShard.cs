using MuBench.Datasets;

namespace MuBench.Pipeline;

/// <summary>A shard of a run.</summary>
/// <param name="Index">Number of the shard in the dataset.</param>
/// <param name="Questions">Questions of the run in it.</param>
/// <param name="Rows">Selected rows of the dataset, ascending; null for all of the shard (left out of the file).</param>
public sealed record PlannedShard(int Index, int Questions, IReadOnlyList<int>? Rows = null)
{
    /// <summary>The selected images among those of the shard.</summary>
    public IEnumerable<ImageRecord> Select(IReadOnlyList<ImageRecord> images) =>
        Rows is null ? images : images.IntersectBy(Rows, image => image.Row);
}
