using MuBench.Reports.Html.Browser;

namespace MuBench.Reports.Html.Viewing;

/// <summary>The frame of the pages of a viewer. They load nothing but from the viewer itself.</summary>
public static class ViewPages
{
    /// <summary>Renders a page that says why something cannot be shown.</summary>
    /// <param name="site">Where it is served.</param>
    /// <param name="title">What was asked for.</param>
    /// <param name="reason">Why it cannot be shown.</param>
    public static string Refusal(ViewSite site, string title, string reason) => Render(site, title, "", [], html => html.Leaf("p", reason, ("class", "finding")));

    /// <summary>Renders a page.</summary>
    /// <param name="site">Where it is served.</param>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">A sentence below the title; empty for none.</param>
    /// <param name="links">Links beside the title; one without an address is the page itself.</param>
    /// <param name="write">Writes the page below its title.</param>
    /// <param name="writeEnd">Writes what follows it: data and dialogs.</param>
    internal static string Render(ViewSite site, string title, string subtitle, IReadOnlyList<(string Text, string? Address)> links, Action<HtmlWriter> write, Action<HtmlWriter>? writeEnd = null)
    {
        var html = new HtmlWriter();
        var script = site.IsConsole ? EmbeddedText.ConsoleScript : EmbeddedText.ViewerScript;
        using (html.Open("html", ("lang", "en"), ("data-root", site.Root.Length == 0 ? null : site.Root), ("data-console", site.IsConsole ? "1" : null), ("data-token", site.IsConsole ? site.ChangeToken : null)))
        {
            html.Line();
            HtmlReport.WriteHead(html, title + " · MuBench", PageImages.Served, script, site.IsConsole ? EmbeddedText.ConsoleStyle : null);
            using (html.Open("body"))
            {
                html.Line();
                html.Leaf("a", "Skip to the content", ("class", "skip"), ("href", "#content"));
                using (html.Open("header"))
                {
                    using (html.Open("p", ("class", "eyebrow")))
                        html.Leaf("a", site.Name, ("href", site.Home));
                    html.Leaf("h1", title);
                    if (subtitle.Length > 0) html.Leaf("p", subtitle, ("class", "legend"));
                    WriteLinks(html, links);
                }

                using (html.Open("main", ("id", "content"), ("tabindex", "-1"))) write(html);
                html.Line();
                writeEnd?.Invoke(html);
                html.Resource("script", script);
            }
        }

        return html.ToString();
    }

    /// <summary>A table of plain cells in its own frame.</summary>
    /// <param name="html">The page.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="leftColumns">The number of columns that hold text; the others hold numbers.</param>
    internal static void WriteTable(HtmlWriter html, string caption, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, int leftColumns)
    {
        using (HtmlParts.Scroller(html, caption))
        using (html.Open("table", ("class", "runs")))
        {
            html.Leaf("caption", caption, ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (var (column, head) in heads.Index()) HtmlParts.Head(html, head, column < leftColumns ? null : "n");
            }

            using (html.Open("tbody"))
            {
                foreach (var row in rows)
                {
                    using (html.Open("tr"))
                    {
                        foreach (var (column, cell) in row.Index()) html.Leaf("td", cell, ("class", column < leftColumns ? null : "n"));
                    }
                }
            }
        }
    }

    private static void WriteLinks(HtmlWriter html, IReadOnlyList<(string Text, string? Address)> links)
    {
        if (links.Count == 0) return;
        using (html.Open("nav", ("aria-label", "Pages"), ("class", "pages")))
        {
            foreach (var (text, address) in links)
            {
                if (address is null) html.Leaf("b", text, ("aria-current", "page"));
                else html.Leaf("a", text, ("href", address));
            }
        }
    }
}
