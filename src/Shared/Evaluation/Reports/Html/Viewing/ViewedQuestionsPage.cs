using MuBench.Reports.Html.Browser;

namespace MuBench.Reports.Html.Viewing;

/// <summary>
/// The browser of a dataset's questions in a viewer: its controls, an empty list and the report's dialog of a question. The script asks the viewer for the
/// questions, so that the page is shown at once, however many there are.
/// </summary>
public static class ViewedQuestionsPage
{
    private const string Empty = "{\"protocols\":[\"official\",\"strict\"],\"models\":[],\"slices\":[],\"passes\":[],\"all\":[0,0],\"rows\":[],\"texts\":[]}";

    /// <summary>Renders the page.</summary>
    /// <param name="site">Where it is served. Notes can be changed by whom the site lets change something.</param>
    /// <param name="dataset">The dataset's name in the store.</param>
    /// <param name="title">The dataset's name in texts.</param>
    public static string Render(ViewSite site, string dataset, string title)
    {
        ArgumentNullException.ThrowIfNull(site);
        return ViewPages.Render(site, title, "", DatasetLinks.Of(site, dataset, DatasetLinks.Questions), html => Write(html, dataset, site.ChangeToken), html =>
        {
            html.Data("browser-data", Empty);
            QuestionDialog.Write(html, WriteNote);
        });
    }

    private static void Write(HtmlWriter html, string dataset, string? token)
    {
        using var section = HtmlParts.Section(html, "questions", "Questions");
        html.Leaf(
            "p",
            "Every question that a finished run of the dataset has asked, with what each model answered. Of each model, one result per task is shown, by the rule of the leaderboard; "
            + "another choice shows every result, or those of one run. Text finds questions, options, keys, source datasets, notes and ids; it does not search answers.",
            ("class", "legend"), ("id", "browser-legend"));
        html.Leaf("p", "Browsing the questions needs the page's script, which did not run here.", ("class", "muted"), ("id", "browser-off"));
        using (html.Open("div", ("id", "served"), ("data-dataset", dataset), ("data-token", token), ("hidden", "hidden")))
        {
            WriteControls(html);
            html.Leaf("div", "", ("id", "browser-chips"));
            html.Leaf("p", "Reading the questions …", ("id", "browser-count"), ("role", "status"), ("class", "muted"), ("tabindex", "-1"));
            html.Leaf("button", "Try again", ("type", "button"), ("id", "browser-retry"), ("hidden", "hidden"));
            html.Leaf("div", "", ("id", "browser-list"));
            html.Leaf("button", "Show more", ("type", "button"), ("id", "browser-more"), ("hidden", "hidden"));
            html.Leaf("div", "", ("id", "browser-left"), ("class", "muted"));
        }
    }

    private static void WriteControls(HtmlWriter html)
    {
        using (html.Open("div", ("class", "controls"), ("role", "search"), ("aria-label", "Questions"), ("aria-describedby", "browser-legend")))
        {
            BrowserSection.Select(html, "results", "Results", [("", "one per model"), ("every", "every result")]);
            BrowserSection.Select(html, "task", "Task", [("", "any")]);
            BrowserSection.Select(html, "source", "Source", [("", "any")]);
            BrowserSection.Select(html, "model", "Model", [("", "any")]);
            BrowserSection.Select(html, "outcome", "Outcome", BrowserSection.OutcomeChoices);
            BrowserSection.Select(html, "other", "Differs from", [("", "–")]);
            BrowserSection.Select(html, "disagreement", "Disagreement", BrowserSection.Disagreements);
            BrowserSection.Select(html, "protocol", "Read by", [("", "official"), ("strict", "strict")]);
            BrowserSection.Select(html, "tag", "Tag", [("", "any"), ("*", "with a note or tag")]);
            BrowserSection.SearchField(html, "question, option, key, note or id");
            html.Leaf("button", "Reset", ("type", "button"), ("id", "browser-reset"));
        }
    }

    // The part of the dialog for notes and tags.
    private static void WriteNote(HtmlWriter html)
    {
        using (html.Open("form", ("id", "note"), ("class", "note")))
        {
            html.Leaf("h3", "Note and tags");
            html.Leaf("label", "Note", ("for", "note-text"));
            html.Leaf("textarea", "", ("id", "note-text"), ("rows", "3"), ("maxlength", "10000"));
            html.Leaf("label", "Tags, separated by commas", ("for", "note-tags"));
            html.Void("input", ("type", "text"), ("id", "note-tags"), ("autocomplete", "off"), ("spellcheck", "false"));
            using (html.Open("p", ("class", "tools")))
            {
                html.Leaf("button", "Save", ("type", "submit"), ("id", "note-save"));
                html.Leaf("span", "", ("id", "note-state"), ("role", "status"), ("class", "muted"));
            }
        }
    }
}
