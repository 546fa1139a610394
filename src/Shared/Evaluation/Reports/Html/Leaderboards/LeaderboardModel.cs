using MuBench.Reports.Documents;

namespace MuBench.Reports.Html.Leaderboards;

/// <summary>A model on one task of the leaderboard page, however many runs have asked it.</summary>
/// <param name="Shown">The result that stands for it.</param>
/// <param name="Others">Its other results, the newest first.</param>
internal sealed record LeaderboardModel(LeaderboardEntry Shown, IReadOnlyList<LeaderboardEntry> Others)
{
    /// <summary>The rule by which a result stands for a model, as a sentence.</summary>
    public const string Rule =
        "One row per model, which is an id and a kind: the newest of its results over the most questions. Results that are void, have an alarm or were not asked as in the official protocol stand for it only if it has no other. Its other results are behind \"more\".";

    /// <summary>The models of some runs on one task, in the order of <see cref="LeaderboardEntry.Of"/>.</summary>
    public static IReadOnlyList<LeaderboardModel> Of(IReadOnlyList<RunReport> reports, string task)
    {
        var entries = LeaderboardEntry.Of(reports, task);
        var models = entries.GroupBy(entry => (entry.Model.Id, entry.Model.Kind)).Select(Choose).ToDictionary(model => model.Shown);
        return [.. entries.Where(models.ContainsKey).Select(entry => models[entry])];
    }

    private static LeaderboardModel Choose(IEnumerable<LeaderboardEntry> results)
    {
        var ordered = results
            .OrderByDescending(entry => entry.Model.Counts && entry.Score?.Accuracy is not null)
            .ThenByDescending(entry => RequestText.InShort(entry.Model) is null)
            .ThenByDescending(entry => entry.Score?.N ?? 0)
            .ThenByDescending(entry => entry.Run.FinishedAt)
            .ThenBy(entry => entry.Run.Id, StringComparer.Ordinal)
            .ToList();
        return new LeaderboardModel(ordered[0], [.. ordered.Skip(1).OrderByDescending(entry => entry.Run.FinishedAt)]);
    }
}
