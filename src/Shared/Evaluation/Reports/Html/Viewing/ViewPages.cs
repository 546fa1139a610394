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
        using (html.Open("html", ("lang", "en"), ("data-root", site.Root.Length == 0 ? null : site.Root)))
        {
            html.Line();
            HtmlReport.WriteHead(html, title + " · MuBench", PageImages.Served, EmbeddedText.ViewerScript);
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
                html.Resource("script", EmbeddedText.ViewerScript);
            }
        }

        return html.ToString();
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
