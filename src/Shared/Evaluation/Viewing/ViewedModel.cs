using MuBench.Manifests;

namespace MuBench.Viewing;

/// <summary>A model in the browser of a dataset's questions. Its results may come from several runs, one for each task.</summary>
/// <param name="Label">Its name there.</param>
/// <param name="Results">Its result for each task of the dataset, in the order of the dataset's tasks; null if it was not asked the task.</param>
/// <param name="Outcomes">Its outcome on each question of the dataset, see <see cref="OutcomePair"/>.</param>
internal sealed record ViewedModel(string Label, IReadOnlyList<ViewedResult?> Results, byte[] Outcomes)
{
    /// <summary>Its kind.</summary>
    public string Kind => Results.OfType<ViewedResult>().First().Kind;

    /// <summary>Whether it sees no image.</summary>
    public bool IsFloor => ModelKinds.IsFloor(Kind);
}
