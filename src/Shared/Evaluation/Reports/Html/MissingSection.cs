using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>The missing questions: failed and unasked ones, the reasons, and their possible effect on the scores.</summary>
internal static class MissingSection
{
    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var protocol = index.Report.Run.Protocol;
        var all = LedgerEntry.Of(index.Report);
        var rows = all.Where(entry => entry.Missing > 0 || entry.IsVoid).ToList();
        using (HtmlParts.Section(html, "missing", "What is missing"))
        {
            if (rows.Count == 0)
            {
                html.Leaf("p", Nothing(all));
                return;
            }

            html.Leaf(
                "p",
                $"A missing question is in no denominator. The range is the accuracy under the {protocol} protocol if every missing one were wrong, or correct. {VoidRule(index.Report.Run)}".TrimEnd(),
                ("class", "legend"));
            using (HtmlParts.Scroller(html, "Missing questions per model"))
            using (html.Open("table", ("class", "missing")))
            {
                html.Leaf("caption", "Missing questions per model", ("class", "quiet"));
                WriteHead(html, index);
                using (html.Open("tbody"))
                {
                    foreach (var row in rows)
                        WriteRow(html, index, row);
                }
            }
        }
    }

    /// <summary>When a result is void, as text; null if the report does not contain the rule.</summary>
    public static string? VoidRule(ReportRun run) => run.FailAbove is { } share
        ? $"A result is void where more than {ReportNumbers.Percent(share)}% of its questions failed."
        : null;

    /// <summary>The text if nothing is missing.</summary>
    public static string Nothing(IReadOnlyList<LedgerEntry> entries) =>
        $"Nothing: every model{(entries.Any(entry => entry.IsPass) ? " and every further pass" : "")} answered every question of the run.";

    private static void WriteHead(HtmlWriter html, ReportIndex index)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Model", "name");
            HtmlParts.Head(html, "Failed", "n");
            HtmlParts.Head(html, "Not run", "n");
            HtmlParts.Head(html, "Share", "n");
            HtmlParts.Head(html, "Of", "n");
            foreach (var task in index.Tasks)
                HtmlParts.Head(html, $"{task}: lowest–highest", "n");
            HtmlParts.Head(html, "Reasons");
        }
    }

    private static void WriteRow(HtmlWriter html, ReportIndex index, LedgerEntry row)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            {
                HtmlParts.LinkedName(html, index, "span", row.Id, LinkOf(row, QuestionLink.Missing), "model");
                if (row.IsVoid) HtmlParts.Badge(html, "void", "bad");
            }

            HtmlParts.Counted(html, index, row.Outcomes.Failed, LinkOf(row, "failed"));
            HtmlParts.Counted(html, index, row.NotRun, LinkOf(row, "not run"));
            HtmlParts.Number(html, row.Asked == 0 ? ReportNumbers.None : ReportNumbers.Percent((double)row.Missing / row.Asked) + "%");
            HtmlParts.Number(html, ReportNumbers.Count(row.Asked));
            foreach (var task in index.Tasks)
            {
                var score = row.Scores.GetValueOrDefault(task);
                HtmlParts.Number(html, ReportNumbers.Bounds(score?.Lowest, score?.Highest));
            }

            WriteReasons(html, index, row);
        }
    }

    private static void WriteReasons(HtmlWriter html, ReportIndex index, LedgerEntry model)
    {
        using (html.Open("td", ("class", "reasons")))
        {
            if (model.VoidReason is { } reason) html.Leaf("p", reason);
            if (model.Faults.Count == 0) return;
            using (html.Open("ul"))
            {
                foreach (var fault in model.Faults)
                {
                    using (html.Open("li"))
                    {
                        HtmlParts.LinkedNumber(html, index, "b", ReportNumbers.Count(fault.Questions), LinkOf(model, "failed") with { Words = HasResponses(model) ? fault.Reason : null });
                        html.Text(" × " + fault.Reason);
                    }
                }
            }
        }
    }

    // The page shows the responses of models and controls. Of further passes it knows which questions are missing.
    private static bool HasResponses(LedgerEntry row) => !row.IsPass || row.IsControl;

    private static QuestionLink LinkOf(LedgerEntry row, string outcome) =>
        HasResponses(row) ? new QuestionLink { Model = row.Id, Outcome = outcome } : new QuestionLink { Pass = row.Id };
}
