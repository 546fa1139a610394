namespace MuBench.Reports.Html.Viewing;

/// <summary>The addresses of a viewer's pages.</summary>
public static class ViewAddresses
{
    /// <summary>The page of a run.</summary>
    public static string Run(string runId) => "/runs/" + Uri.EscapeDataString(runId);

    /// <summary>The leaderboard of a dataset.</summary>
    public static string Leaderboard(string dataset) => "/leaderboard/" + Uri.EscapeDataString(dataset);

    /// <summary>The questions of a dataset.</summary>
    public static string Questions(string dataset) => "/questions/" + Uri.EscapeDataString(dataset);
}
