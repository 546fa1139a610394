namespace MuBench.Reports.Html.Viewing;

/// <summary>The links between the pages of a dataset.</summary>
internal static class DatasetLinks
{
    /// <summary>The name of the leaderboard in the links.</summary>
    public const string Leaderboard = "Leaderboard";

    /// <summary>The name of the browser of questions in the links.</summary>
    public const string Questions = "Questions";

    /// <summary>The links of a dataset; that of the page itself has no address.</summary>
    public static IReadOnlyList<(string Text, string? Address)> Of(ViewSite site, string dataset, string here) =>
    [
        .. new (string Text, string Address)[] { (Leaderboard, site.Leaderboard(dataset)), (Questions, site.Questions(dataset)) }
            .Select(link => (link.Text, link.Text == here ? null : link.Address)),
    ];
}
