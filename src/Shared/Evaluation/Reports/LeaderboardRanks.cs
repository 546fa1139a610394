namespace MuBench.Reports;

/// <summary>The ranks of models of several runs, from paired comparisons on the questions that both models answered.</summary>
/// <param name="ByTask">By task, then by <see cref="KeyOf"/>. A result without a rank is left out.</param>
/// <param name="Missing">Why there are no ranks, as a sentence; null if there are.</param>
public sealed record LeaderboardRanks(IReadOnlyDictionary<string, IReadOnlyDictionary<string, RankRange>> ByTask, string? Missing)
{
    /// <summary>The name of a run's model in <see cref="ByTask"/>.</summary>
    public static string KeyOf(string runId, string modelId) => $"{runId}/{modelId}";

    /// <summary>The range of ranks of a run's model on a task; null if it has none.</summary>
    public RankRange? Of(string task, string runId, string modelId) =>
        ByTask.TryGetValue(task, out var ranks) ? ranks.GetValueOrDefault(KeyOf(runId, modelId)) : null;
}
