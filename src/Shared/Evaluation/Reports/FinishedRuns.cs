using MuBench.Reports.Documents;

namespace MuBench.Reports;

/// <summary>The finished runs of one dataset.</summary>
/// <param name="Dataset">The dataset's name in the store.</param>
/// <param name="Reports">Their reports, newest first.</param>
/// <param name="Unread">Runs that cannot be read: finished ones of the dataset, and those whose dataset is unknown.</param>
public sealed record FinishedRuns(string Dataset, IReadOnlyList<RunReport> Reports, IReadOnlyList<UnreadRun> Unread)
{
    /// <summary>The dataset's name in texts: that of its newest report, so that a dataset named by its path goes by the name of its folder.</summary>
    public string Title => Reports is [var newest, ..] ? newest.Run.Dataset.Name : Dataset;

    /// <summary>The models' keys in the response log, by <see cref="LeaderboardRanks.KeyOf"/>; a key that is not known is left out.</summary>
    public IReadOnlyDictionary<string, string> ModelKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether two results are known to come from other settings or weights under the same id.</summary>
    internal bool HaveOtherKeys((string Run, string Model) one, (string Run, string Model) other) =>
        ModelKeys.TryGetValue(LeaderboardRanks.KeyOf(one.Run, one.Model), out var first)
        && ModelKeys.TryGetValue(LeaderboardRanks.KeyOf(other.Run, other.Model), out var second) && first != second;
}
