using System.Globalization;
using MuBench.Reports.Documents;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>
/// How much accuracies depend on how responses are read: the three readers, and responses on which they disagree. Empty
/// if no model writes text.
/// </summary>
internal static class BandSection
{
    public const string Id = "band";

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var models = ModelsOf(index.Report).ToList();
        if (models.Count == 0) return;
        using (HtmlParts.Section(html, Id, "How the replies are read"))
        {
            html.Leaf(
                "p",
                "The same replies under three readers: the authors' matcher (official), one that takes an option only where the reply says it (strict), and one that takes the last "
                + "option that the reply names anywhere (lenient). The band is from the lowest to the highest of them, in percent. Lenient heads no report: it shows what a generous "
                + "reader would make of the same replies.",
                ("class", "legend"));
            WriteTable(html, models);
            foreach (var model in models.Where(model => model.Band!.Items.Count > 0))
                WriteDisagreements(html, model);
        }
    }

    /// <summary>The models and controls with a band.</summary>
    public static IEnumerable<ReportModel> ModelsOf(RunReport report) => report.Models.Where(model => model.Band is { Tasks.Count: > 0 });

    private static void WriteTable(HtmlWriter html, List<ReportModel> models)
    {
        using (HtmlParts.Scroller(html, "Accuracy under the three readers"))
        using (html.Open("table", ("class", "band")))
        {
            html.Leaf("caption", "Accuracy under the three readers, in percent", ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                HtmlParts.Head(html, "Model", "name");
                HtmlParts.Head(html, "Task");
                foreach (var head in (ReadOnlySpan<string>)["n", "Official", "Strict", "Lenient", "Band", "Width, points", "Disagree"])
                    HtmlParts.Head(html, head, "n");
            }

            using (html.Open("tbody"))
            {
                foreach (var model in models)
                {
                    foreach (var task in model.Band!.Tasks)
                        WriteRow(html, model, task);
                }
            }
        }
    }

    private static void WriteRow(HtmlWriter html, ReportModel model, TaskBand task)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
                HtmlParts.ModelName(html, model.Id);
            html.Leaf("td", task.Task);
            HtmlParts.Number(html, ReportNumbers.Count(task.N));
            HtmlParts.Number(html, ReportNumbers.Percent(task.Official));
            HtmlParts.Number(html, ReportNumbers.Percent(task.Strict));
            HtmlParts.Number(html, ReportNumbers.Percent(task.Lenient));
            HtmlParts.Number(html, ReportNumbers.Bounds(task.Lowest, task.Highest));
            HtmlParts.Number(html, ReportNumbers.Percent(task.Highest - task.Lowest));
            HtmlParts.Number(html, ReportNumbers.Count(task.Disagreeing));
        }
    }

    private static void WriteDisagreements(HtmlWriter html, ReportModel model)
    {
        var band = model.Band!;
        html.Line();
        using (html.Open("details", ("class", "band-items")))
        {
            html.Leaf("summary", $"{model.Id}: {ReportNumbers.Count(band.Items.Count)} of {ReportNumbers.Count(band.Disagreeing)} replies that are right under one reader and not under another");
            using (HtmlParts.Scroller(html, $"Replies of {model.Id} that the readers disagree on"))
            using (html.Open("table", ("class", "band-items")))
            {
                html.Leaf("caption", $"What each reader took the replies of {model.Id} for", ("class", "quiet"));
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    foreach (var head in (ReadOnlySpan<string>)["Question", "Reply", "Correct", "Official", "Strict", "Lenient"])
                        HtmlParts.Head(html, head);
                }

                using (html.Open("tbody"))
                {
                    foreach (var example in band.Items)
                        WriteDisagreement(html, example);
                }
            }
        }
    }

    private static void WriteDisagreement(HtmlWriter html, Disagreement example)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("td", ("class", "name"), ("data-question", string.Create(CultureInfo.InvariantCulture, $"{example.Row}.{example.Question}"))))
            {
                html.Text(example.Question);
                html.Leaf("small", string.Create(CultureInfo.InvariantCulture, $"{example.Source}, row {example.Row}"));
            }

            html.Leaf("td", example.Response, ("class", "reasons"));
            html.Leaf("td", Named(example, example.Gold));
            foreach (var letter in (ReadOnlySpan<string?>)[example.Official, example.Strict, example.Lenient])
                html.Leaf("td", Named(example, letter), ("class", letter == example.Gold ? "right" : null));
        }
    }

    private static string Named(Disagreement example, string? letter) =>
        letter is not [var first] ? "nothing"
        : first - 'A' is var option && option >= 0 && option < example.Options.Count ? $"{letter}) {example.Options[option]}"
        : letter;
}
