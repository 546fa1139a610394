namespace MuBench.Reports.Html;

/// <summary>What is missing: failed and unasked questions, why, and what they could change.</summary>
internal static class MissingSection
{
    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var protocol = index.Report.Run.Protocol;
        var rows = Leaderboard.Ledger(index.Report, protocol).Where(row => row.Missing > 0 || row.Model.Void).ToList();
        using (HtmlParts.Section(html, "missing", "What is missing"))
        {
            if (rows.Count == 0)
            {
                html.Leaf("p", "Nothing: every model answered every question of the run.");
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

    /// <summary>The section in a sentence or two, and whether nothing is missing or void.</summary>
    public static (string Text, bool IsWhole) InShort(ReportIndex index)
    {
        var rows = Leaderboard.Rank(index.Report, index.Report.Run.Protocol);
        if (rows.Count == 0) return ("Nothing was asked.", true);
        var voids = rows.Count(row => row.Model.Void);
        var (missing, asked) = (rows.Sum(row => (long)row.Missing), rows.Sum(row => (long)row.Asked));
        var text = missing == 0
            ? $"Nothing is missing: all {ReportNumbers.Count(asked)} questions to {ReportNumbers.Count(rows.Count)} model{(rows.Count == 1 ? "" : "s")} were answered."
            : $"Missing: {ReportNumbers.Count(missing)} of {ReportNumbers.Count(asked)} answers ({ReportNumbers.Percent((double)missing / asked)}%), "
                + $"of {ReportNumbers.Count(rows.Count(row => row.Missing > 0))} of {ReportNumbers.Count(rows.Count)} models.";
        return voids == 0 ? (text, missing == 0) : ($"{text} {ReportNumbers.Count(voids)} result{(voids == 1 ? " is" : "s are")} void and not ranked.", false);
    }

    /// <summary>When a result is void, in words; null where the report does not say.</summary>
    public static string? VoidRule(ReportRun run) => run.FailAbove is { } share
        ? $"A result is void where more than {ReportNumbers.Percent(share)}% of its questions failed."
        : null;

    private static void WriteHead(HtmlWriter html, ReportIndex index)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Model", "name");
            HtmlParts.Head(html, "Failed", "n");
            HtmlParts.Head(html, "Not run", "n");
            HtmlParts.Head(html, "Share", "n");
            foreach (var task in index.Tasks)
                HtmlParts.Head(html, $"{task}: lowest–highest", "n");
            HtmlParts.Head(html, "Reasons");
        }
    }

    private static void WriteRow(HtmlWriter html, ReportIndex index, LeaderboardRow row)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            {
                HtmlParts.ModelName(html, row.Model.Id);
                if (row.Model.Void) HtmlParts.Badge(html, "void", "bad");
            }

            HtmlParts.Number(html, ReportNumbers.Count(row.Model.Outcomes.Failed));
            HtmlParts.Number(html, ReportNumbers.Count(row.Model.NotRun));
            HtmlParts.Number(html, row.Asked == 0 ? ReportNumbers.None : ReportNumbers.Percent((double)row.Missing / row.Asked) + "%");
            foreach (var task in index.Tasks)
            {
                var score = row.Scores.GetValueOrDefault(task);
                HtmlParts.Number(html, ReportNumbers.Bounds(score?.Lowest, score?.Highest));
            }

            WriteReasons(html, row.Model);
        }
    }

    private static void WriteReasons(HtmlWriter html, ReportModel model)
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
                        html.Leaf("b", ReportNumbers.Count(fault.Questions));
                        html.Text(" × " + fault.Reason);
                    }
                }
            }
        }
    }
}
