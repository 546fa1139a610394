using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>The outcomes per model: a stacked bar and its numbers.</summary>
internal static class OutcomesSection
{
    private const double Width = 1000;

    private static readonly (string Name, string Class, string Meaning, Func<OutcomeCounts, int> Count)[] Kinds =
    [
        ("correct", "o0", "The correct option.", o => o.Correct),
        ("wrong", "o1", "Another option.", o => o.Wrong),
        ("unparsed", "o2", "An answer without an option. Counts as wrong.", o => o.Unparsed),
        ("refused", "o3", "The model declined. Counts as wrong.", o => o.Refused),
        ("filtered", "o4", "Withheld by the provider's content filter. Counts as wrong.", o => o.Filtered),
        ("truncated", "o5", "Cut at the token limit before an option. Counts as wrong.", o => o.Truncated),
        ("failed", "o6", "There is no response. Missing.", o => o.Failed),
        ("not run", "o7", "Not asked. Missing.", o => o.NotRun),
    ];

    // Questions that a model's kind cannot be asked are not part of the shares.
    private static OutcomeCounts Asked(ReportModel model) => model.Outcomes with { NotRun = model.NotRun };

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var models = Leaderboard.Ledger(index.Report, index.Report.Run.Protocol).Select(row => row.Model).ToList();
        using (HtmlParts.Section(html, "outcomes", "Outcomes"))
        {
            html.Leaf(
                "p",
                $"How each of the {ReportNumbers.Count(index.Report.Run.Dataset.Questions)} questions ended, {index.Report.Run.ProtocolText} protocol. "
                + "Every question has exactly one outcome. Unparsed, refused, filtered and truncated count as wrong; failed and not run are missing, not wrong.",
                ("class", "legend"));
            WriteKey(html);
            using (HtmlParts.Scroller(html, "Outcomes per model"))
            using (html.Open("table", ("class", "outcomes")))
            {
                html.Leaf("caption", "Questions per model and outcome", ("class", "quiet"));
                var hasOthers = models.Any(model => model.NotApplicable > 0);
                WriteHead(html, hasOthers);
                using (html.Open("tbody"))
                {
                    foreach (var model in models)
                        WriteRow(html, index, model, hasOthers);
                }
            }
        }
    }

    private static void WriteKey(HtmlWriter html)
    {
        using (html.Open("ul", ("class", "key")))
        {
            foreach (var (name, css, meaning, _) in Kinds)
            {
                using (html.Open("li", ("title", meaning)))
                {
                    html.Leaf("i", "", ("class", css), ("aria-hidden", "true"));
                    html.Text(name);
                }
            }
        }
    }

    private static void WriteHead(HtmlWriter html, bool hasOthers)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Model", "name");
            HtmlParts.Head(html, "Share", "share");
            foreach (var kind in Kinds)
                html.Leaf("th", kind.Name, ("scope", "col"), ("class", "n"), ("title", kind.Meaning));
            if (hasOthers)
                html.Leaf("th", "not applicable", ("scope", "col"), ("class", "n"), ("title", "Questions that ask for boxes, which such a model does not draw. They count in none of its numbers."));
        }
    }

    private static void WriteRow(HtmlWriter html, ReportIndex index, ReportModel model, bool hasOthers)
    {
        html.Line();
        using (html.Open("tr", ("class", HtmlParts.RowClass(model))))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            {
                HtmlParts.ModelName(html, model.Id);
                if (RequestText.InShort(model) is { } asked) HtmlParts.Badge(html, RequestText.Mark, "hollow", asked);
                if (model.Alarm is { } alarm) HtmlParts.Badge(html, "alarm", "bad", $"{alarm.InShort}. {alarm.Remedy}");
            }

            using (html.Open("td", ("class", "share")))
                WriteBar(html, Asked(model));
            var outcomes = Asked(model);
            var total = Kinds.Sum(kind => kind.Count(outcomes));
            foreach (var kind in Kinds)
            {
                var count = kind.Count(outcomes);
                HtmlParts.Counted(
                    html,
                    index,
                    count,
                    new QuestionLink { Model = model.Id, Outcome = kind.Name },
                    count == 0 ? "n zero" : "n",
                    total == 0 ? null : $"{ReportNumbers.Percent((double)count / total)}% of {ReportNumbers.Count(total)}");
            }

            if (hasOthers)
                html.Leaf("td", ReportNumbers.Count(model.NotApplicable), ("class", model.NotApplicable == 0 ? "n zero" : "n"));
        }
    }

    private static void WriteBar(HtmlWriter html, OutcomeCounts outcomes)
    {
        var total = Kinds.Sum(kind => kind.Count(outcomes));
        using (html.Open(
            "svg",
            ("class", "stack"),
            ("viewBox", "0 0 1000 14"),
            ("preserveAspectRatio", "none"),
            ("aria-hidden", "true"),
            ("focusable", "false")))
        {
            var done = 0;
            foreach (var kind in Kinds)
            {
                var count = kind.Count(outcomes);
                if (count == 0) continue;
                var x = Width * done / total;
                done += count;
                html.Void(
                    "rect",
                    ("class", kind.Class),
                    ("x", Axis.Pixels(x)),
                    ("width", Axis.Pixels((Width * done / total) - x)),
                    ("height", "14"));
            }
        }
    }
}
