using MuBench.Reports.Html.Browser;

namespace MuBench.Reports.Html.Viewing;

/// <summary>The frame of the pages of a viewer. They load nothing but from the viewer itself.</summary>
public static class ViewPages
{
    /// <summary>Renders a page that says why something cannot be shown.</summary>
    /// <param name="title">What was asked for.</param>
    /// <param name="reason">Why it cannot be shown.</param>
    public static string Refusal(string title, string reason) => Render(title, "", html => html.Leaf("p", reason, ("class", "finding")));

    internal static string Render(string title, string subtitle, Action<HtmlWriter> write)
    {
        var html = new HtmlWriter();
        using (html.Open("html", ("lang", "en")))
        {
            html.Line();
            HtmlReport.WriteHead(html, title + " · MuBench", PageImages.Served);
            using (html.Open("body"))
            {
                using (html.Open("header"))
                {
                    using (html.Open("p", ("class", "eyebrow")))
                        html.Leaf("a", "MuBench viewer", ("href", "/"));
                    html.Leaf("h1", title);
                    if (subtitle.Length > 0) html.Leaf("p", subtitle, ("class", "legend"));
                }

                using (html.Open("main")) write(html);
                html.Resource("script", EmbeddedText.Script);
            }
        }

        return html.ToString();
    }
}
