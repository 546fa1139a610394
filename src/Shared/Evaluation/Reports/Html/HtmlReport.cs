using System.Text;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Confusion;
using MuBench.Reports.Html.Interpolations;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Reports.Html.Shortcuts;
using MuBench.Reports.Html.Viewing;

namespace MuBench.Reports.Html;

/// <summary>
/// <c>report.html</c>: one self-contained page. It loads nothing, is complete without its script, and escapes all text
/// of the report.
/// </summary>
internal static class HtmlReport
{
    /// <summary>Maximum size of a page in bytes.</summary>
    public const int MaxBytes = 2_900_000;

    // The part of it for the browser of questions: enough for some hundred images.
    private const int MaxBrowserBytes = 2_000_000;

    /// <summary>Renders the page. Equal input gives equal pages.</summary>
    /// <param name="report">The report.</param>
    /// <param name="questions">Questions to browse; the page contains as many as it has room for. Null for none.</param>
    /// <param name="images">How images are shown at full size. A page that contains them has no maximum size.</param>
    /// <param name="site">The site that serves the page, if it is served; null for the viewer of a machine.</param>
    public static string Render(RunReport report, QuestionSample? questions = null, PageImages images = PageImages.Thumbnails, ViewSite? site = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var index = new ReportIndex(report) { HasQuestions = questions is not null, Site = images == PageImages.Served ? site ?? ViewSite.Viewer : null };
        if (questions is null) return Render(index, null);
        if (images == PageImages.Full) return Render(index, new BrowserSection(questions, BrowserData.Of(questions, int.MaxValue, images)), images);

        // The remaining size is known only after everything else is written, including the controls of the browser.
        var budget = Math.Min(MaxBrowserBytes, MaxBytes - Encoding.UTF8.GetByteCount(Render(index, null)));
        var data = BrowserData.Of(questions, budget, images);
        var html = Render(index, new BrowserSection(questions, data), images);
        var beyond = Encoding.UTF8.GetByteCount(html) - MaxBytes;
        return beyond <= 0 ? html : Render(index, new BrowserSection(questions, BrowserData.Of(questions, Encoding.UTF8.GetByteCount(data.Json) - beyond, images)), images);
    }

    private static string Render(ReportIndex index, BrowserSection? browser, PageImages images = PageImages.Thumbnails)
    {
        var report = index.Report;
        var html = new HtmlWriter();
        using (html.Open("html", ("lang", "en")))
        {
            html.Line();
            WriteHead(html, $"{ExcerptText.Title(report.Run)} · MuBench report", images);
            using (html.Open("body"))
            {
                html.Line();
                html.Leaf("a", "Skip to the leaderboard", ("class", "skip"), ("href", "#leaderboard"));
                HeaderSection.Write(html, index);
                WriteMain(html, index, browser);
                html.Leaf("footer", $"MuBench {report.Run.Code.Version} · run {report.Run.Id} · one file, nothing loaded from elsewhere");
                html.Line();
                ConfusionSection.WriteData(html, index);
                browser?.WriteData(html);
                browser?.WriteDialog(html);
                html.Resource("script", EmbeddedText.Script);
            }
        }

        return html.ToString();
    }

    /// <summary>The head of a page that loads nothing.</summary>
    /// <param name="html">The page.</param>
    /// <param name="title">Its title.</param>
    /// <param name="images">Whether it may show images of the folder beside it.</param>
    /// <param name="script">Its script; null for that of the report.</param>
    /// <param name="style">Its style sheet; null for that of the report.</param>
    internal static void WriteHead(HtmlWriter html, string title, PageImages images = PageImages.Thumbnails, EmbeddedText? script = null, EmbeddedText? style = null)
    {
        using (html.Open("head"))
        {
            html.Void("meta", ("charset", "utf-8"));
            html.Line();
            html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", string.Join(
                "; ",
                "default-src 'none'",
                "style-src " + (style ?? EmbeddedText.Style).PolicySource,
                "script-src " + (script ?? EmbeddedText.Script).PolicySource,
                images switch
                {
                    PageImages.Files => "img-src data: 'self' file:",
                    PageImages.Served => "img-src data: 'self'; connect-src 'self'",
                    _ => "img-src data:",
                },
                "base-uri 'none'",
                images == PageImages.Served ? "form-action 'self'" : "form-action 'none'")));
            html.Line();
            html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));

            // Without this, a browser would request /favicon.ico.
            html.Void("link", ("rel", "icon"), ("href", "data:,"));
            html.Leaf("title", title);
            html.Line();
            html.Resource("style", style ?? EmbeddedText.Style);
        }

        html.Line();
    }

    private static void WriteMain(HtmlWriter html, ReportIndex index, BrowserSection? browser)
    {
        using (html.Open("main"))
        {
            html.Line();
            LeaderboardSection.Write(html, index);
            AssistedSection.Write(html, index);
            SamplingSection.Write(html, index);
            HeatMapSection.Write(html, index);
            ForestPlotSection.Write(html, index);
            PassesSection.Write(html, index);
            InterpolationSection.Write(html, index);
            ShortcutSection.Write(html, index);
            AnalysesSection.Write(html, index);
            ConfusionSection.Write(html, index);
            OutcomesSection.Write(html, index);
            MissingSection.Write(html, index);
            BandSection.Write(html, index);
            browser?.Write(html);
            NotesSection.Write(html, index);
            PublishedSection.Write(html, index);
            ProvenanceSection.Write(html, index);
        }

        html.Line();
    }
}
