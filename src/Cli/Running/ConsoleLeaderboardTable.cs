using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MuBench.Cli.Running;

/// <summary>
/// The leaderboard as a table for the console: accuracy in percent with its 95% interval, per task. It takes the first of its forms
/// that fits: intervals beside the numbers, intervals below them, or a line for each model and task. No number or interval is broken, and a
/// name only where even the last form is too wide.
/// </summary>
internal static class ConsoleLeaderboardTable
{
    // A vertical line, and a space on both sides of the cell.
    private const int FramePerColumn = 3;

    /// <summary>Creates the table of a report, with the rule of its ranks below.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">Number of characters of a line.</param>
    public static IRenderable Of(RunReport report, int width)
    {
        var tasks = Leaderboard.Tasks(report);
        var rows = Leaderboard.Rank(report, report.Run.Protocol);
        var grid = Fitting(width, [() => ByTask(rows, tasks, " "), () => ByTask(rows, tasks, "\n"), () => ByModel(rows, tasks)]);
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = new TableTitle(Markup.Escape($"{ExcerptText.Title(report.Run)}: accuracy in % [95% interval], {report.Run.ProtocolText} protocol"));
        foreach (var heading in grid[0])
            table.AddColumn(new TableColumn(Markup.Escape(heading)) { NoWrap = heading != "model" || WidthOf(grid) <= width, Alignment = IsText(heading) ? Justify.Left : Justify.Right });
        foreach (var row in grid.Skip(1))
            table.AddRow([.. row.Select(Markup.Escape)]);
        // Text below the table and not its caption, which would be centred.
        return Leaderboard.RankRule(report, rows) is { Length: > 0 } rule ? new Rows(table, new Text(rule)) : table;
    }

    private static bool IsText(string heading) => heading is "model" or "task";

    private static IReadOnlyList<string[]> Fitting(int width, Func<IReadOnlyList<string[]>>[] forms)
    {
        foreach (var form in forms.SkipLast(1))
        {
            if (form() is var grid && WidthOf(grid) <= width)
                return grid;
        }

        return forms[^1]();
    }

    private static int WidthOf(IReadOnlyList<string[]> grid) =>
        1 + Enumerable.Range(0, grid[0].Length).Sum(column => FramePerColumn + grid.Max(row => row[column].Split('\n').Max(line => line.Length)));

    /// <summary>A column for each task.</summary>
    /// <param name="rows">The models.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="gap">What stands between a number and its interval, and between a task and its number of questions.</param>
    private static IReadOnlyList<string[]> ByTask(IReadOnlyList<LeaderboardRow> rows, IReadOnlyList<string> tasks, string gap)
    {
        var missing = rows.Any(row => row.Missing > 0);
        string[] last = missing ? ["missing"] : [];
        return
        [
            ["#", "model", .. tasks.Select(task => Leaderboard.TitleOf(task) + (CommonN(rows, task) is { } n ? $"{(gap == " " ? "," : "")}{gap}n {ReportNumbers.Count(n)}" : "")), .. last],
            .. rows.Select(row => (string[])
            [
                Leaderboard.RankOf(row),
                RequestText.NameOf(row.Model),
                .. tasks.Select(task => CellOf(row.Scores.GetValueOrDefault(task), gap, CommonN(rows, task) is not null)),
                .. missing ? (string[])[ReportNumbers.Count(row.Missing)] : [],
            ]),
        ];
    }

    /// <summary>A line for each model and task; rank and model stand at the first one.</summary>
    private static IReadOnlyList<string[]> ByModel(IReadOnlyList<LeaderboardRow> rows, IReadOnlyList<string> tasks)
    {
        var missing = rows.Any(row => row.Missing > 0);
        string[] last = missing ? ["missing"] : [];
        return
        [
            ["#", "model", "task", "accuracy", "n", .. last],
            .. rows.SelectMany(row => tasks.Select((task, index) => (string[])
            [
                index == 0 ? Leaderboard.RankOf(row) : "",
                index == 0 ? RequestText.NameOf(row.Model) : "",
                Leaderboard.TitleOf(task),
                CellOf(row.Scores.GetValueOrDefault(task), " ", isCommonN: true),
                row.Scores.GetValueOrDefault(task) is { Accuracy: not null } score ? ReportNumbers.Count(score.N) : "",
                .. missing ? (string[])[index == 0 ? ReportNumbers.Count(row.Missing) : ""] : [],
            ])),
        ];
    }

    private static string CellOf(SliceScore? score, string gap, bool isCommonN) => score is { Accuracy: not null }
        ? $"{ReportNumbers.Percent(score.Accuracy, 1)}{gap}{ReportNumbers.Interval(score.Ci95, 1)}" + (isCommonN ? "" : $"{gap}n {ReportNumbers.Count(score.N)}")
        : ReportNumbers.None;

    // The number of questions is shown once if it is the same for all models.
    private static int? CommonN(IReadOnlyList<LeaderboardRow> rows, string task)
    {
        var numbers = rows.Select(row => row.Scores.GetValueOrDefault(task)).Where(score => score?.Accuracy is not null).Select(score => score!.N).Distinct().Take(2).ToList();
        return numbers is [var only] ? only : null;
    }
}
