using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Markdown;

/// <summary>The parts of the Markdown report.</summary>
internal static class MarkdownSections
{
    public static void WriteGate(MarkdownWriter markdown, ReportGate gate)
    {
        if (gate.Checks.Count == 0) return;
        markdown.Heading(2, "Gate: " + gate.Result);
        markdown.Table(
            ["Result", "Model", "Task", "Condition", "Measured"],
            numbersFrom: 5,
            gate.Checks.Select(check => (string[])[check.Result, check.Model, check.Task, check.Condition, check.Measured]));
    }

    public static void WriteLeaderboard(MarkdownWriter markdown, ReportIndex index)
    {
        foreach (var protocol in index.Protocols)
        {
            var rows = Leaderboard.Rank(index.Report, protocol);
            markdown.Heading(2, $"Leaderboard, {index.Report.Run.NameOf(protocol)} protocol");
            markdown.Table(
                ["#", "Model", .. index.Tasks.Select(Leaderboard.TitleOf), "Missing", "Calls", "Reused", "Tokens in / out", "Cost"],
                numbersFrom: 2,
                rows.Select(row => Row(row, index.Tasks)));
            if (Leaderboard.RankRule(index.Report, rows) is { Length: > 0 } rule) markdown.Paragraph(rule);
        }

        if (index.Tasks.Count > 0)
            markdown.Paragraph($"{char.ToUpperInvariant(Leaderboard.MeasureOf(index.Tasks[0])[0])}{Leaderboard.MeasureOf(index.Tasks[0])[1..]} in percent ± half-width of the authors' interval, the 95% interval clustered by image, and the number of answered questions n, in the order of {index.Tasks[0]}.");
    }

    public static void WriteComparisons(MarkdownWriter markdown, ReportIndex index)
    {
        var pairs = index.Report.Comparisons.Where(pair => pair.Slice == Leaderboard.WholeTask).ToList();
        if (pairs.Count == 0) return;
        markdown.Heading(2, $"Paired differences, {index.Report.Run.ProtocolText} protocol");
        markdown.Table(
            ["Task", "A", "B", "A is", "A − B, points", "95% interval", "p", "p (Holm)", "n", "Detectable"],
            numbersFrom: 4,
            pairs.OrderBy(pair => index.Tasks.ToList().IndexOf(pair.Task)).Select(pair => (string[])
            [
                pair.Task, pair.A, pair.B, index.Alarms.ContainsKey(pair.A) || index.Alarms.ContainsKey(pair.B) ? "alarm" : pair.Verdict, ReportNumbers.Points(pair.Difference),
                ReportNumbers.PointsInterval(pair.Ci95), ReportNumbers.PValue(pair.P), ReportNumbers.PValue(pair.PHolm), ReportNumbers.Count(pair.N),
                ReportNumbers.HalfWidth(pair.MinimumDetectableEffect),
            ]));
        markdown.Paragraph(
            "Interval and p are clustered by image; p is below 0.05 exactly where the interval excludes 0. p (Holm) is corrected over the whole tasks of a pair. "
            + "Slices are for exploring and are corrected among themselves: they are in report.html and report.json.");
    }

    public static void WritePasses(MarkdownWriter markdown, ReportIndex index)
    {
        foreach (var table in PassTables.Of(index))
        {
            markdown.Heading(2, table.Title);
            markdown.Paragraph(table.Legend);
            markdown.Table(table.Heads, table.NumbersFrom, table.Rows);
        }
    }

    public static void WriteSlices(MarkdownWriter markdown, ReportIndex index)
    {
        var protocol = index.Report.Run.Protocol;
        var models = Leaderboard.Rank(index.Report, protocol).Select(row => row.Model).ToList();
        if (index.Tasks.Count == 0) return;
        markdown.Heading(2, $"Results by slice, {index.Report.Run.NameOf(protocol)} protocol");
        foreach (var task in index.Tasks)
        {
            markdown.OpenFold(Leaderboard.TitleOf(task));
            markdown.Table(
                ["Slice", "n", .. models.Select(model => RequestText.NameOf(model) + (model.Void ? " (void)" : model.Alarm is not null ? " (alarm)" : ""))],
                numbersFrom: 1,
                index.Slices(task).SelectMany(group => group.Slices)
                    .Select(slice => Slice(index, slice, [.. models.Select(model => index.Find(model.Id, task, slice, protocol))])));
            markdown.CloseFold();
        }
    }

    public static void WriteNotes(MarkdownWriter markdown, RunReport report)
    {
        if (!report.Models.Any(model => model.Notes.Count > 0)) return;
        markdown.Heading(2, "Notes");
        foreach (var model in report.Models)
        {
            foreach (var note in model.Notes)
                markdown.Item($"{model.Id}: {note}");
        }

        markdown.EndList();
    }

    public static void WritePublished(MarkdownWriter markdown, RunReport report)
    {
        if (report.Published.Count == 0) return;
        markdown.Heading(2, "Published results");
        markdown.Paragraph("Published by others over the whole dataset, not measured by this run and not ranked with it.");
        markdown.Table(
            ["Model", "Task", "Source", "Accuracy, published"],
            numbersFrom: 3,
            report.Published.Select(result => (string[])
            [
                result.Model, result.Task, result.Source,
                ReportNumbers.Percent(result.Accuracy) + (result.HalfWidth is null ? "" : " " + ReportNumbers.HalfWidth(result.HalfWidth)),
            ]));
    }

    private static string[] Row(LeaderboardRow row, IReadOnlyList<string> tasks)
    {
        var usage = row.Model.Usage;
        return
        [
            Leaderboard.RankOf(row),
            RequestText.NameOf(row.Model),
            .. tasks.Select(task => Score(row.Scores.GetValueOrDefault(task))),
            ReportNumbers.Count(row.Missing),
            ReportNumbers.Count(usage.Calls),
            ReportNumbers.Count(usage.Reused),
            usage.InputTokens is null && usage.OutputTokens is null
                ? ReportNumbers.None
                : $"{ReportNumbers.Count(usage.InputTokens)} / {ReportNumbers.Count(usage.OutputTokens)}",
            ReportNumbers.Usd(usage.Usd) + (ReportNumbers.UsageNote(usage) is { } note ? $" ({note})" : ""),
        ];
    }

    private static string Score(SliceScore? score) => score?.Accuracy is null
        ? ReportNumbers.None
        : $"{ReportNumbers.Percent(score.Accuracy)} {(score.HalfWidth is null ? "" : ReportNumbers.HalfWidth(score.HalfWidth) + " ")}{ReportNumbers.Interval(score.Ci95)}, n {ReportNumbers.Count(score.N)}";

    // n is the highest number of answered questions of any model; a model with fewer shows its own n next to its number.
    private static string[] Slice(ReportIndex index, string slice, IReadOnlyList<SliceScore?> scores)
    {
        var n = scores.Max(score => score?.N);
        return
        [
            slice == Leaderboard.WholeTask ? ReportIndex.Label(slice) : slice,
            ReportNumbers.Count(n),
            .. scores.Select(score => ReportNumbers.Percent(score?.Accuracy, 1) + (score?.Accuracy is null || score.N == n ? "" : $" (n {ReportNumbers.Count(score.N)})")),
        ];
    }
}
