using MuBench.Reports.Html.Viewing;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Comparisons;

/// <summary>The comparison of two runs as one self-contained page, made of the report's parts.</summary>
public static class ComparisonPage
{
    /// <summary>Renders the page. Equal comparisons give equal pages.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="site">The site that serves the page; null for a file.</param>
    public static string Render(RunComparison comparison, ViewSite? site = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var html = new HtmlWriter();
        using (html.Open("html", ("lang", "en")))
        {
            html.Line();
            HtmlReport.WriteHead(html, $"{comparison.A.Id} and {comparison.B.Id} · MuBench comparison");
            using (html.Open("body"))
            {
                html.Line();
                WriteHeader(html, comparison, site);
                using (html.Open("main"))
                    WriteTasks(html, comparison);
                html.Line();
                html.Resource("script", EmbeddedText.Script);
            }
        }

        return html.ToString();
    }

    private static void WriteHeader(HtmlWriter html, RunComparison comparison, ViewSite? site)
    {
        using (html.Open("header"))
        {
            HtmlParts.Eyebrow(html, "MuBench comparison", site);
            html.Leaf("h1", $"{comparison.A.Id} and {comparison.B.Id}");
            html.Leaf(
                "p",
                $"On {ReportNumbers.Count(comparison.Questions)} shared questions about {ReportNumbers.Count(comparison.Images)} images, {comparison.Protocol} protocol. "
                + $"{comparison.A.Id} asked {ReportNumbers.Count(comparison.A.Questions)} questions of {comparison.A.Dataset} (revision {comparison.A.Revision}), "
                + $"{comparison.B.Id} {ReportNumbers.Count(comparison.B.Questions)} of {comparison.B.Dataset} (revision {comparison.B.Revision}).",
                ("class", "finding"));
            foreach (var caveat in comparison.Caveats ?? [])
            {
                using (html.Open("p", ("class", "legend")))
                {
                    HtmlParts.Badge(html, "Not the same", "neutral");
                    html.Text(caveat);
                }
            }

            if (NotComparedText.Of(comparison) is { } leftOut)
            {
                using (html.Open("p", ("class", "legend")))
                {
                    HtmlParts.Badge(html, "Not compared", "neutral");
                    html.Text($"{leftOut}. Models are paired by their ids.");
                }
            }

            foreach (var (model, alarm) in comparison.Alarms ?? new Dictionary<string, ReportAlarm>())
            {
                using (html.Open("p", ("class", "alarm")))
                {
                    HtmlParts.Badge(html, "Alarm", "bad");
                    HtmlParts.ModelName(html, model);
                    html.Text($": {alarm.Text} No verdict is given of its pairs.");
                }
            }
        }

        html.Line();
    }

    private static void WriteTasks(HtmlWriter html, RunComparison comparison)
    {
        using (HtmlParts.Section(html, "differences", "Paired differences"))
        {
            html.Leaf("p", ForestPlotSection.Legend(comparison.Protocol), ("class", "legend"));
            foreach (var task in comparison.Comparisons.GroupBy(pair => pair.Task, StringComparer.Ordinal))
            {
                html.Leaf("h3", task.Key);
                ForestPlotSection.WriteTask(html, task.Key, [.. task], comparison.Alarms ?? new Dictionary<string, ReportAlarm>());
            }
        }
    }
}
