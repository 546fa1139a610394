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
/// of the report. A server can send its beginning while the questions are still read.
/// </summary>
internal sealed class HtmlReport
{
    /// <summary>Maximum size of a page in bytes.</summary>
    public const int MaxBytes = 2_900_000;

    // The part of it for the browser of questions: enough for some hundred images.
    private const int MaxBrowserBytes = 2_000_000;

    private readonly PageImages _images;
    private readonly string _html;
    private readonly int _browserAt;
    private readonly int _dataAt;

    /// <summary>Renders all of a page but its questions.</summary>
    /// <param name="report">The report.</param>
    /// <param name="hasQuestions">Whether questions follow, so that numbers lead to them.</param>
    /// <param name="images">How images are shown at full size. A page that contains them has no maximum size.</param>
    /// <param name="site">The site that serves the page, if it is served; null for the viewer of a machine.</param>
    public HtmlReport(RunReport report, bool hasQuestions, PageImages images = PageImages.Thumbnails, ViewSite? site = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        _images = images;
        var index = new ReportIndex(report) { HasQuestions = hasQuestions, Site = images == PageImages.Served ? site ?? ViewSite.Viewer : null };
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
                using (html.Open("main"))
                {
                    html.Line();
                    WriteBeforeBrowser(html, index);
                    _browserAt = html.Length;
                    NotesSection.Write(html, index);
                    PublishedSection.Write(html, index);
                    ProvenanceSection.Write(html, index);
                }

                html.Line();
                html.Leaf("footer", $"MuBench {report.Run.Code.Version} · run {report.Run.Id} · one file, nothing loaded from elsewhere");
                html.Line();
                ConfusionSection.WriteData(html, index);
                _dataAt = html.Length;
                html.Resource("script", EmbeddedText.Script);
            }
        }

        _html = html.ToString();
    }

    /// <summary>The page up to its questions.</summary>
    public string Beginning => _html[.._browserAt];

    /// <summary>Renders the page. Equal input gives equal pages.</summary>
    /// <param name="report">The report.</param>
    /// <param name="questions">Questions to browse; the page contains as many as it has room for. Null for none.</param>
    /// <param name="images">How images are shown at full size. A page that contains them has no maximum size.</param>
    /// <param name="site">The site that serves the page, if it is served; null for the viewer of a machine.</param>
    public static string Render(RunReport report, QuestionSample? questions = null, PageImages images = PageImages.Thumbnails, ViewSite? site = null)
    {
        var page = new HtmlReport(report, questions is not null, images, site);
        return questions is null ? page._html : page.Beginning + page.Rest(questions);
    }

    /// <summary>The page from its questions on.</summary>
    /// <param name="questions">Questions to browse; the page contains as many as it has room for.</param>
    public string Rest(QuestionSample questions)
    {
        if (_images == PageImages.Full) return Rest(new BrowserSection(questions, BrowserData.Of(questions, int.MaxValue, _images)));

        // The remaining size is known only after everything else is written, including the controls of the browser.
        var data = BrowserData.Of(questions, Math.Min(MaxBrowserBytes, MaxBytes - Encoding.UTF8.GetByteCount(_html)), _images);
        var rest = Rest(new BrowserSection(questions, data));
        var beyond = Encoding.UTF8.GetByteCount(_html.AsSpan(0, _browserAt)) + Encoding.UTF8.GetByteCount(rest) - MaxBytes;
        return beyond <= 0 ? rest : Rest(new BrowserSection(questions, BrowserData.Of(questions, Encoding.UTF8.GetByteCount(data.Json) - beyond, _images)));
    }

    /// <summary>The page from its questions on, when these cannot be read.</summary>
    /// <param name="fault">Why they cannot be read.</param>
    public string RestWithout(string fault)
    {
        var section = new HtmlWriter("");
        BrowserSection.WriteFault(section, fault);
        return section + _html[_browserAt..];
    }

    private string Rest(BrowserSection browser)
    {
        var (section, data) = (new HtmlWriter(""), new HtmlWriter(""));
        browser.Write(section);
        browser.WriteData(data);
        browser.WriteDialog(data);
        return string.Concat([section.ToString(), _html[_browserAt.._dataAt], data.ToString(), _html[_dataAt..]]);
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

    private static void WriteBeforeBrowser(HtmlWriter html, ReportIndex index)
    {
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
    }
}
