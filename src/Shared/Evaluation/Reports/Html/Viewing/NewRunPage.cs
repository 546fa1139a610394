namespace MuBench.Reports.Html.Viewing;

/// <summary>
/// The page on which a manifest is written or dropped, checked while it is written, estimated and submitted. The service checks and estimates; the script
/// completes names by the schema.
/// </summary>
public static class NewRunPage
{
    private const int Rows = 28;

    /// <summary>Renders the page.</summary>
    /// <param name="site">Where it is served, for a reader who may run.</param>
    /// <param name="datasets">The datasets of the store.</param>
    public static string Render(ViewSite site, IReadOnlyList<string> datasets)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(datasets);
        return ViewPages.Render(site, "New run", "Write a manifest, or drop a file on this page. It is checked as you write; nothing is kept or asked before you start the run.", [(RunsPage.Name, site.Home), (Name, null)], html =>
        {
            html.Leaf("p", "Writing a manifest needs the page's script, which did not run here.", ("class", "muted"), ("id", "editor-off"));
            using (html.Open("div", ("id", "new-run"), ("class", "new-run"), ("hidden", "hidden")))
            {
                WriteEditor(html);
                WriteResults(html);
            }
        }, html => html.Data("editor-data", PageData.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("datasets");
            foreach (var dataset in datasets) writer.WriteStringValue(dataset);
            writer.WriteEndArray();
            writer.WriteEndObject();
        })));
    }

    /// <summary>The name of the page in links.</summary>
    internal const string Name = "New run";

    private static void WriteEditor(HtmlWriter html)
    {
        using (html.Open("section", ("aria-labelledby", "editor-title"), ("class", "editor")))
        {
            html.Leaf("h2", "Manifest", ("id", "editor-title"));
            using (html.Open("p", ("class", "tools")))
            {
                html.Leaf("label", "Open a file", ("for", "editor-file"));
                html.Void("input", ("type", "file"), ("id", "editor-file"), ("accept", ".json,.jsonc,application/json"));
            }

            html.Leaf("p", "Ctrl+Space, or a quotation mark, shows what can be written at the cursor. The arrow keys and Enter choose; Escape closes the choices.", ("class", "legend"), ("id", "editor-help"));
            using (html.Open("div", ("class", "editor-box")))
            {
                html.Leaf("div", "", ("id", "editor-lines"), ("class", "editor-lines"), ("aria-hidden", "true"));
                html.Leaf(
                    "textarea", "", ("id", "editor"), ("rows", $"{Rows}"), ("wrap", "off"), ("spellcheck", "false"), ("autocomplete", "off"), ("autocapitalize", "off"),
                    ("aria-label", "Manifest"), ("aria-describedby", "editor-help editor-say"), ("aria-autocomplete", "list"), ("aria-haspopup", "listbox"), ("aria-controls", "editor-choices"));
                html.Leaf("ul", "", ("id", "editor-choices"), ("class", "editor-choices"), ("role", "listbox"), ("aria-label", "What can be written here"), ("hidden", "hidden"));
            }

            html.Leaf("p", "", ("id", "editor-about"), ("class", "muted editor-about"), ("aria-live", "polite"));
        }
    }

    private static void WriteResults(HtmlWriter html)
    {
        using (html.Open("section", ("aria-labelledby", "check-title"), ("class", "checked")))
        {
            html.Leaf("h2", "Check", ("id", "check-title"));
            html.Leaf("p", "", ("id", "editor-say"), ("role", "status"), ("class", "finding"));
            html.Leaf("ol", "", ("id", "editor-faults"), ("class", "faults"));
            using (html.Open("p", ("class", "tools")))
            {
                html.Leaf("button", "Estimate", ("type", "button"), ("id", "run-estimate"));
                html.Leaf("button", "Start the run", ("type", "button"), ("id", "run-submit"), ("class", "main"));
            }

            html.Leaf("p", "", ("id", "run-say"), ("role", "status"), ("class", "muted"));
            html.Leaf("div", "", ("id", "run-estimated"));
        }
    }
}
