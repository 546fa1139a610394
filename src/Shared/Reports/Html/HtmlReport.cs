namespace MuBench.Reports.Html;

/// <summary>
/// <c>report.html</c>: one self-contained page. It loads nothing, is complete without its script, and all text of the
/// report in it is escaped.
/// </summary>
public static class HtmlReport
{
    /// <summary>Renders the page. Equal reports give equal pages.</summary>
    public static string Render(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var index = new ReportIndex(report);
        var html = new HtmlWriter();
        using (html.Open("html", ("lang", "en")))
        {
            html.Line();
            WriteHead(html, $"{report.Run.Name} · MuBench report");
            using (html.Open("body"))
            {
                html.Line();
                html.Leaf("a", "Skip to the leaderboard", ("class", "skip"), ("href", "#leaderboard"));
                HeaderSection.Write(html, index);
                WriteMain(html, index);
                html.Leaf("footer", $"MuBench {report.Run.Code.Version} · run {report.Run.Id} · one file, nothing loaded from elsewhere");
                html.Line();
                html.Resource("script", EmbeddedText.Script);
            }
        }

        return html.ToString();
    }

    /// <summary>The head of a page that loads nothing.</summary>
    internal static void WriteHead(HtmlWriter html, string title)
    {
        using (html.Open("head"))
        {
            html.Void("meta", ("charset", "utf-8"));
            html.Line();
            html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", string.Join(
                "; ",
                "default-src 'none'",
                "style-src " + EmbeddedText.Style.PolicySource,
                "script-src " + EmbeddedText.Script.PolicySource,
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'")));
            html.Line();
            html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));

            // Keeps a web server's browser from asking for /favicon.ico.
            html.Void("link", ("rel", "icon"), ("href", "data:,"));
            html.Leaf("title", title);
            html.Line();
            html.Resource("style", EmbeddedText.Style);
        }

        html.Line();
    }

    private static void WriteMain(HtmlWriter html, ReportIndex index)
    {
        using (html.Open("main"))
        {
            html.Line();
            LeaderboardSection.Write(html, index);
            HeatMapSection.Write(html, index);
            ForestPlotSection.Write(html, index);
            PassesSection.Write(html, index);
            InterpolationSection.Write(html, index);
            AnalysesSection.Write(html, index);
            OutcomesSection.Write(html, index);
            MissingSection.Write(html, index);
            BandSection.Write(html, index);
            NotesSection.Write(html, index);
            PublishedSection.Write(html, index);
            ProvenanceSection.Write(html, index);
        }

        html.Line();
    }
}
