namespace MuBench.Reports.Html.Viewing;

/// <summary>Where pages of a store are served, and what their reader may do there: the viewer of a machine, or the console of the Functions app.</summary>
public sealed record ViewSite
{
    /// <summary>The viewer of a machine.</summary>
    public static ViewSite Viewer { get; } = new();

    /// <summary>Its name, as the pages show it.</summary>
    public string Name { get; init; } = "MuBench viewer";

    /// <summary>What all addresses begin with; empty if the site has its server for itself.</summary>
    public string Root { get; init; } = "";

    /// <summary>What a change must send, so that no other page can make one; null if the reader may change nothing.</summary>
    public string? ChangeToken { get; init; }

    /// <summary>
    /// Whether it is the console of a service: who may change something can submit, cancel and resume runs, and pages ask for progress in place of
    /// holding a connection open.
    /// </summary>
    public bool IsConsole { get; init; }

    /// <summary>Whether the reader may submit, cancel and resume runs.</summary>
    public bool CanRun => IsConsole && ChangeToken is not null;

    /// <summary>The list of runs.</summary>
    public string Home => Root.Length == 0 ? "/" : Root;

    /// <summary>The comparison of two runs.</summary>
    public string Comparison => Root + "/compare";

    /// <summary>The page of a new run, for a reader who may run.</summary>
    public string NewRun => Root + "/new";

    /// <summary>The page of a run.</summary>
    public string Run(string runId) => Root + "/runs/" + Uri.EscapeDataString(runId);

    /// <summary>The leaderboard of a dataset.</summary>
    public string Leaderboard(string dataset) => Root + "/leaderboard/" + Uri.EscapeDataString(dataset);

    /// <summary>The questions of a dataset.</summary>
    public string Questions(string dataset) => Root + "/questions/" + Uri.EscapeDataString(dataset);

    /// <summary>The questions of a dataset as JSON, for the script of their page.</summary>
    public string FoundQuestions(string dataset) => Root + "/api/questions/" + Uri.EscapeDataString(dataset);
}
