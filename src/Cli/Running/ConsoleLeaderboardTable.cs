using MuBench.Cli.Printing;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MuBench.Cli.Running;

/// <summary>
/// The leaderboard for the console: accuracy in percent with its 95% interval, per task. It takes the first of its forms that fits: intervals
/// beside the numbers, intervals below them, a line for each model and task, or a block of lines for each model. No number or interval is broken.
/// </summary>
internal static class ConsoleLeaderboardTable
{
    /// <summary>Creates the table of a report, with the rule of its ranks below.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">Number of characters of a line.</param>
    public static IRenderable Of(RunReport report, int width)
    {
        var tasks = Leaderboard.Tasks(report);
        var rows = Leaderboard.Rank(report, report.Run.Protocol);
        var title = Markup.Escape($"{ExcerptText.Title(report.Run)}: accuracy in % [95% interval], {report.Run.ProtocolText} protocol");
        var table = FittedTable.TryCreate(width, heading => heading is not ("model" or "task"), () => ByTask(rows, tasks, " "), () => ByTask(rows, tasks, "\n"), () => ByModel(rows, tasks));
        table?.Title = new TableTitle(title);
        IRenderable results = table is not null ? table : new Rows([new Markup(title), .. Blocks(rows, tasks, width)]);
        // Text below the table and not its caption, which would be centred.
        return Leaderboard.RankRule(report, rows) is { Length: > 0 } rule ? new Rows(results, new Text(rule)) : results;
    }

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

    /// <summary>A block for each model, in narrow terminals: rank and name, then the tasks.</summary>
    private static IEnumerable<IRenderable> Blocks(IReadOnlyList<LeaderboardRow> rows, IReadOnlyList<string> tasks, int width)
    {
        foreach (var row in rows)
        {
            yield return new Text($"{Leaderboard.RankOf(row)}  {RequestText.NameOf(row.Model)}");
            foreach (var task in tasks)
            {
                var score = row.Scores.GetValueOrDefault(task);
                string[] n = score?.Accuracy is null ? [] : [$"n {ReportNumbers.Count(score.N)}"];
                foreach (var line in RecordText.Lines([$"{Leaderboard.TitleOf(task)} {CellOf(score, " ", isCommonN: true)}", .. n], width))
                    yield return new Text(line);
            }

            if (row.Missing > 0)
                yield return new Text($"  missing {ReportNumbers.Count(row.Missing)}");
        }
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
