namespace MuBench.Pipeline.Planning;

/// <summary>What a run asks about.</summary>
/// <param name="Shards">The shards with at least one question of the run, in order.</param>
/// <param name="Items">Items with at least one.</param>
/// <param name="Images">Images of these items.</param>
/// <param name="Styles">
/// The styles of the tasks' questions, in ordinal order: of all of them, not of a sample of them, so that the size of a sample changes
/// nothing of how a model is asked.
/// </param>
/// <param name="DeepItems">Items with images of more than 8 bits per sample.</param>
internal sealed record SelectedShards(IReadOnlyList<PlannedShard> Shards, int Items, int Images, IReadOnlyList<string> Styles, int DeepItems);
