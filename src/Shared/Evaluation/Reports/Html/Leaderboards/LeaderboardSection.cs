using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Reports.Figures;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html.Leaderboards;

/// <summary>The leaderboard: one table per protocol, one of which is visible.</summary>
internal static class LeaderboardSection
{
    private const double FirstWidth = 220;
    private const double OtherWidth = 160;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        using (HtmlParts.Section(html, "leaderboard", "Leaderboard"))
        {
            if (index.Tasks.Count == 0) html.Leaf("p", "No model has a score.", ("class", "muted"));
            WriteLegend(html, index);
            FigureLink.Write(html, index, MainFigure.Of(index));
            for (var i = 0; i < index.Protocols.Count; i++)
            {
                using (html.Open("div", ("data-protocol", i.ToString())))
                {
                    if (index.Protocols.Count > 1) html.Leaf("h3", $"Protocol: {index.Report.Run.NameOf(index.Protocols[i])}", ("class", "protocol"));
                    if (i > 0) html.Leaf("p", Leaderboard.RankRule(index.Report, Leaderboard.Rank(index.Report, index.Protocols[i])), ("class", "legend"));
                    WriteTable(html, index, index.Protocols[i]);
                }
            }
        }
    }

    private static void WriteLegend(HtmlWriter html, ReportIndex index)
    {
        if (index.Tasks.Count == 0) return;
        var text = $"{Leaderboard.MeasureOf(index.Tasks[0])[..1].ToUpperInvariant()}{Leaderboard.MeasureOf(index.Tasks[0])[1..]} on each task in percent, in the order of {index.Tasks[0]}. ± is the half-width of the authors' interval; "
            + "brackets and bands are 95% intervals clustered by image. " + Leaderboard.RankRule(index.Report, Leaderboard.Rank(index.Report, index.Report.Run.Protocol));
        if (index.Tasks.Contains(BenchmarkTasks.Localization) && index.Tasks.Count > 1) text += " Localization has the mean GRIT score of boxes, which is not an accuracy and is in no pool.";
        if (index.HasChance) text += " The dashed line is the random model.";
        html.Leaf("p", text, ("class", "legend"));
    }

    private static void WriteTable(HtmlWriter html, ReportIndex index, string protocol)
    {
        var rows = Leaderboard.Rank(index.Report, protocol);
        var axes = index.Tasks.ToDictionary(task => task, task => AxisOf(rows, task, task == index.Tasks[0]));
        using (HtmlParts.Scroller(html, $"Leaderboard, {index.Report.Run.NameOf(protocol)} protocol"))
        using (html.Open("table", ("class", "board sortable")))
        {
            html.Leaf("caption", $"Models by accuracy, {index.Report.Run.NameOf(protocol)} protocol", ("class", "quiet"));
            WriteHead(html, index, axes);
            using (html.Open("tbody"))
            {
                foreach (var row in rows)
                    WriteRow(html, index, row, protocol, axes);
            }
        }
    }

    private static Axis AxisOf(IReadOnlyList<LeaderboardRow> rows, string task, bool first) => Axis.FromZero(
        rows.Select(row => row.Scores.GetValueOrDefault(task)).Select(score => score?.Ci95?[1] ?? score?.Accuracy ?? 0),
        first ? FirstWidth : OtherWidth);

    private static void WriteHead(HtmlWriter html, ReportIndex index, Dictionary<string, Axis> axes)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "#", "rank", "up");
            HtmlParts.Head(html, "Model", "name", "text");
            foreach (var task in index.Tasks)
            {
                using (html.Open("th", ("scope", "col"), ("class", "task"), ("data-sort", "down")))
                {
                    html.Leaf("span", Leaderboard.TitleOf(task));
                    IntervalChart.Scale(html, axes[task], signed: false);
                }
            }

            HtmlParts.Head(html, "Missing", "n", "down");
            HtmlParts.Head(html, "Calls", "n", "down");
            HtmlParts.Head(html, "Tokens", "n", "down");
            HtmlParts.Head(html, "Cost", "n", "down");
        }
    }

    private static void WriteRow(
        HtmlWriter html, ReportIndex index, LeaderboardRow row, string protocol, Dictionary<string, Axis> axes)
    {
        html.Line();
        using (html.Open("tr", ("class", HtmlParts.RowClass(row.Model)), ("data-last", HtmlParts.LastPlace(row.Model))))
        {
            html.Leaf("td", row.Rank is null && !(row.Model.Counts && ModelKinds.IsFloor(row.Model.Kind)) ? ReportNumbers.None : Leaderboard.RankOf(row), ("class", "rank"), ("data-v", row.Rank?.ToString()));

            HtmlParts.ModelHeading(html, row.Model);
            foreach (var task in index.Tasks)
                WriteScore(html, index, row, task, protocol, axes[task]);
            WriteUsage(html, row);
        }
    }

    private static void WriteScore(
        HtmlWriter html, ReportIndex index, LeaderboardRow row, string task, string protocol, Axis axis)
    {
        var score = row.Scores.GetValueOrDefault(task);
        using (html.Open("td", ("class", "task"), ("data-v", HtmlParts.Sort(score?.Accuracy))))
        {
            using (html.Open("div", ("class", "figure"), ("title", score is null ? null : $"n = {ReportNumbers.Count(score.N)}")))
            {
                if (score?.Accuracy is null)
                {
                    html.Leaf("b", ReportNumbers.None);
                    return;
                }

                using (html.Open("b"))
                    HtmlParts.LinkedNumber(html, index, "span", ReportNumbers.Percent(score.Accuracy), new QuestionLink { Model = row.Model.Id, Task = task, Slice = Leaderboard.WholeTask });
                if (score.HalfWidth is not null) html.Leaf("span", " " + ReportNumbers.HalfWidth(score.HalfWidth), ("class", "half"));
                html.Leaf("span", " " + ReportNumbers.Interval(score.Ci95), ("class", "interval"));
            }

            var chance = index.Chance(task, Leaderboard.WholeTask, protocol)?.Accuracy;
            IntervalChart.Write(html, axis, score.Accuracy, score.Ci95, chance, row.Model.Counts ? null : "hollow");
            WriteOtherProtocol(html, index, row, score);
        }
    }

    // The difference between the protocols is shown next to the number that it qualifies.
    private static void WriteOtherProtocol(HtmlWriter html, ReportIndex index, LeaderboardRow row, SliceScore score)
    {
        foreach (var other in index.Protocols)
        {
            if (other == score.Protocol) continue;
            var accuracy = index.Find(row.Model.Id, score.Task, score.Slice, other)?.Accuracy;
            if (accuracy is not { } value || value.Equals(score.Accuracy)) continue;
            html.Leaf("small", $"{index.Report.Run.NameOf(other)} {ReportNumbers.Percent(value)} ({ReportNumbers.Points(value - score.Accuracy)})", ("title", $"n = {ReportNumbers.Count(index.Find(row.Model.Id, score.Task, score.Slice, other)?.N)}"));
        }
    }

    private static void WriteUsage(HtmlWriter html, LeaderboardRow row)
    {
        var usage = row.Model.Usage;
        var share = row.Missing == 0 ? null : ReportNumbers.Percent((double)row.Missing / row.Asked) + "%";
        Quantity(html, ReportNumbers.Count(row.Missing), share, row.Missing, row.Missing > 0 ? "n warn" : "n", $"of {ReportNumbers.Count(row.Asked)} questions");
        Quantity(html, ReportNumbers.Count(usage.Calls), $"{ReportNumbers.Count(usage.Reused)} reused", usage.Calls);
        var unknown = usage.InputTokens is null && usage.OutputTokens is null;
        Quantity(
            html,
            unknown ? ReportNumbers.None : ReportNumbers.Count(usage.InputTokens) + " in",
            unknown ? null : ReportNumbers.Count(usage.OutputTokens) + " out",
            usage.InputTokens ?? usage.OutputTokens);
        Quantity(html, ReportNumbers.Usd(usage.Usd), ReportNumbers.UsageNote(usage), (double?)usage.Usd, ReportNumbers.UsageNote(usage) is null ? "n" : "n warn");
    }

    private static void Quantity(HtmlWriter html, string text, string? detail, double? sort, string cssClass = "n", string? title = null)
    {
        using (html.Open("td", ("class", cssClass), ("data-v", HtmlParts.Sort(sort)), ("title", title)))
        {
            html.Text(text);
            if (detail is not null) html.Leaf("small", detail);
        }
    }
}
