namespace MuBench.Reports.Html.Viewing;

/// <summary>The button by which a run is cancelled or resumed. The script sends the request, so that it carries what no other page can send.</summary>
internal static class RunButtons
{
    /// <summary>Writes the button; nothing for a reader who may not run, or if nothing can be done.</summary>
    public static void Write(HtmlWriter html, ViewSite site, string runId, RunAction action)
    {
        if (!site.CanRun || action == RunAction.None) return;
        html.Text(" ");
        html.Leaf("button", TextOf(action), ("type", "button"), ("class", "act"), ("data-act", NameOf(action)), ("data-run", runId), ("aria-label", $"{TextOf(action)} {runId}"));
    }

    /// <summary>Writes the place where the script says what became of it.</summary>
    public static void WriteSay(HtmlWriter html) => html.Leaf("p", "", ("id", "act-say"), ("role", "status"), ("class", "muted"));

    /// <summary>The name of an action in the addresses of the API; null for none.</summary>
    public static string? NameOf(RunAction action) => action switch
    {
        RunAction.Cancel => "cancel",
        RunAction.Resume => "resume",
        _ => null,
    };

    private static string TextOf(RunAction action) => action == RunAction.Cancel ? "Cancel" : "Resume";
}
