using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Stopping;

namespace MuBench.Reports.Html;

/// <summary>How a run stopped that was to stop when it knew enough: the verdicts with their narrowing intervals, and what was saved.</summary>
internal static class SamplingSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "stopping";

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        if (index.Report.Run.Sampling is not { } sampling)
            return;
        using (HtmlParts.Section(html, Id, "Stopping"))
        {
            html.Leaf("p", SamplingSectionText.Legend(sampling), ("class", "legend"));
            var pairs = sampling.Narrowing.Where(narrowing => narrowing.B is not null).ToList();
            if (sampling.Pairs.Count > 0)
                WritePairs(html, sampling, FunnelChart.Around(pairs, sampling.Margin));
            WriteModels(html, sampling, FunnelChart.Over(sampling.Narrowing.Where(narrowing => narrowing.B is null)));
            html.Leaf("p", SamplingText.SavedOf(sampling), ("class", "legend"));
        }
    }

    private static void WritePairs(HtmlWriter html, ReportSampling sampling, FunnelChart chart)
    {
        using (HtmlParts.Scroller(html, "Verdicts"))
        using (html.Open("table", ("class", "board sortable")))
        {
            html.Leaf("caption", "Verdicts", ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                HtmlParts.Head(html, "A", "name", "text");
                HtmlParts.Head(html, "B", "name", "text");
                HtmlParts.Head(html, "A is", sort: "text");
                HtmlParts.Head(html, "A − B", "n", "down");
                HtmlParts.Head(html, $"Interval, narrowing with the images asked ({chart.Range})");
                HtmlParts.Head(html, "Items", "n", "down");
                HtmlParts.Head(html, "Look", "n", "up");
                HtmlParts.Head(html, "log10 e", "n", "down");
            }

            using (html.Open("tbody"))
            {
                foreach (var pair in sampling.Pairs)
                    WritePair(html, pair, sampling.Narrowing.First(narrowing => narrowing.A == pair.A && narrowing.B == pair.B), chart);
            }
        }
    }

    private static void WritePair(HtmlWriter html, LookPair pair, ReportNarrowing narrowing, FunnelChart chart)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "th", pair.A);
            HtmlParts.ModelCell(html, "td", pair.B);
            using (html.Open("td", ("data-v", pair.Verdict)))
                HtmlParts.Badge(html, pair.Verdict, ForestPlotSection.KindOf(pair.Verdict), SamplingText.Of(pair));
            HtmlParts.Difference(html, pair.Difference, pair.Interval);
            using (html.Open("td", ("class", "plot")))
                chart.Write(html, narrowing, pair.DecidedAt);
            HtmlParts.Number(html, ReportNumbers.Count(pair.Images), pair.Images);
            HtmlParts.Number(html, pair.DecidedAt is { } look ? ReportNumbers.Count(look) : ReportNumbers.None, pair.DecidedAt);
            HtmlParts.Number(html, ReportNumbers.Fixed(pair.Log10E, 1), pair.Log10E);
        }
    }

    private static void WriteModels(HtmlWriter html, ReportSampling sampling, FunnelChart chart)
    {
        using (HtmlParts.Scroller(html, "Models of the sample"))
        using (html.Open("table", ("class", "board sortable")))
        {
            html.Leaf("caption", $"Estimated accuracies on {sampling.Task} and questions saved", ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                HtmlParts.Head(html, "Model", "name", "text");
                HtmlParts.Head(html, $"Accuracy on {sampling.Task}, %", "n", "down");
                HtmlParts.Head(html, $"Interval, narrowing with the images asked ({chart.Range})");
                HtmlParts.Head(html, "Questions asked", "n", "down");
                HtmlParts.Head(html, "Not asked", "n", "down");
                HtmlParts.Head(html, "Saved", "n", "down");
            }

            using (html.Open("tbody"))
            {
                foreach (var model in sampling.Models)
                    WriteModel(html, model, sampling.Narrowing.First(narrowing => narrowing.A == model.Id && narrowing.B is null), chart);
            }
        }
    }

    private static void WriteModel(HtmlWriter html, ReportSampledModel model, ReportNarrowing narrowing, FunnelChart chart)
    {
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.ModelCell(html, "th", model.Id);
            using (html.Open("td", ("class", "n"), ("data-v", HtmlParts.Sort(model.Accuracy))))
            {
                html.Leaf("b", ReportNumbers.Percent(model.Accuracy));
                html.Leaf("small", model.IsUnavailable ? "could not be asked on" : ReportNumbers.Interval(model.Interval));
            }

            using (html.Open("td", ("class", "plot")))
                chart.Write(html, narrowing, null);
            HtmlParts.Number(html, ReportNumbers.Count(model.Questions), model.Questions);
            HtmlParts.Number(html, ReportNumbers.Count(model.SavedQuestions), model.SavedQuestions);
            HtmlParts.Number(html, model.SavedUsd is { } usd ? ReportNumbers.Usd(usd) : ReportNumbers.None, (double?)model.SavedUsd);
        }
    }
}
