using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using Spectre.Console;

namespace MuBench.Cli.Running;

/// <summary>The leaderboard as a table for the console: accuracy in percent with its 95% interval, per task.</summary>
internal static class ConsoleLeaderboardTable
{
    /// <summary>Creates the table of a report.</summary>
    public static Table Of(RunReport report)
    {
        var tasks = Leaderboard.Tasks(report);
        var rows = Leaderboard.Rank(report, report.Run.Protocol);
        var missing = rows.Any(row => row.Missing > 0);
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = new TableTitle(Markup.Escape($"{ExcerptText.Title(report.Run)}: accuracy in % [95% interval], {report.Run.ProtocolText} protocol"));
        if (Leaderboard.RankRule(report, rows) is { Length: > 0 } rule)
            table.Caption = new TableTitle(Markup.Escape(rule));
        table.AddColumn(new TableColumn("#").RightAligned());
        table.AddColumn("model");
        foreach (var task in tasks)
            table.AddColumn(new TableColumn(Markup.Escape(Leaderboard.TitleOf(task) + (CommonN(rows, task) is { } n ? $", n {ReportNumbers.Count(n)}" : ""))).RightAligned());
        if (missing)
            table.AddColumn(new TableColumn("missing").RightAligned());
        foreach (var row in rows)
        {
            var cells = new List<string> { Leaderboard.RankOf(row), RequestText.NameOf(row.Model) };
            cells.AddRange(tasks.Select(task => CellOf(row, task, CommonN(rows, task) is not null)));
            if (missing)
                cells.Add(ReportNumbers.Count(row.Missing));
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private static string CellOf(LeaderboardRow row, string task, bool isCommonN) =>
        row.Scores.GetValueOrDefault(task) is { Accuracy: not null } score
            ? $"{ReportNumbers.Percent(score.Accuracy, 1)} {ReportNumbers.Interval(score.Ci95, 1)}" + (isCommonN ? "" : $" n {ReportNumbers.Count(score.N)}")
            : ReportNumbers.None;

    // The number of questions is shown once if it is the same for all models.
    private static int? CommonN(IReadOnlyList<LeaderboardRow> rows, string task)
    {
        var numbers = rows.Select(row => row.Scores.GetValueOrDefault(task)).Where(score => score?.Accuracy is not null).Select(score => score!.N).Distinct().Take(2).ToList();
        return numbers is [var only] ? only : null;
    }
}
