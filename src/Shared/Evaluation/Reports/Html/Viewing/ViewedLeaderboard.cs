using MuBench.Reports.Html.Leaderboards;

namespace MuBench.Reports.Html.Viewing;

/// <summary>The leaderboard of a dataset in a viewer: the tables of <see cref="LeaderboardPage"/>.</summary>
public static class ViewedLeaderboard
{
    /// <summary>Renders the page.</summary>
    /// <param name="site">Where it is served.</param>
    /// <param name="runs">The finished runs of the dataset.</param>
    /// <param name="ranks">The ranks of its models; null if they are still being computed. The page then shows itself again when they are known.</param>
    public static string Render(ViewSite site, FinishedRuns runs, LeaderboardRanks? ranks)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(runs);
        return ViewPages.Render(site, runs.Title, "", DatasetLinks.Of(site, runs.Dataset, DatasetLinks.Leaderboard), html =>
        {
            LeaderboardPage.WriteLegend(html, runs);
            if (ranks is null) html.Leaf("p", "The models are being compared in pairs. The ranks appear when that is done.", ("class", "muted"), ("role", "status"), ("data-wait", "?wait=1"));
            LeaderboardPage.WriteBar(html, runs);
            LeaderboardPage.WriteTables(html, runs, site.Run, ranks ?? Pending);
        });
    }

    private static LeaderboardRanks Pending { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, RankRange>>(), "The models are being compared in pairs: until that is done, a better place may be chance.");
}
