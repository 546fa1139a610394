using MuBench.Datasets;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports;

/// <summary>Ranks the models of a report. What the page, the Markdown and the console show is this one ranking.</summary>
public static class Leaderboard
{
    /// <summary>The slice that is the whole task.</summary>
    public const string WholeTask = "all";

    /// <summary>A task's name where its numbers stand beside others': with its measure, where that is not accuracy.</summary>
    public static string TitleOf(string task) => BenchmarkTasks.IsClosed(task) ? task : $"{task} (GRIT)";

    /// <summary>What a task's numbers are.</summary>
    public static string MeasureOf(string task) => BenchmarkTasks.IsClosed(task) ? "accuracy" : "mean GRIT score, not accuracy";

    /// <summary>
    /// The tasks of a report as they are ranked and shown: in the order of the scores, the pool of all tasks last.
    /// The first one ranks.
    /// </summary>
    public static IReadOnlyList<string> Tasks(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var tasks = report.Models.SelectMany(model => model.Scores)
            .Where(score => score.Slice == WholeTask)
            .Select(score => score.Task)
            .Distinct(StringComparer.Ordinal);
        return [.. tasks.OrderBy(task => task == "all")];
    }

    /// <summary>
    /// The models from the best to the worst by accuracy on the first of <see cref="Tasks"/>. Equal accuracies share a
    /// rank. Models without an accuracy there follow without a rank, then those with an alarm, and void ones come last. Controls are not ranked: they
    /// are no models, and stand beside the model that they are of.
    /// </summary>
    public static IReadOnlyList<LeaderboardRow> Rank(RunReport report, string protocol)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrWhiteSpace(protocol);
        var first = Tasks(report) is [var task, ..] ? task : null;
        var rows = report.Models.Where(model => model.ControlOf is null).Select(model => Row(model, protocol))
            .OrderBy(row => row.Model.Void)
            .ThenBy(row => row.Model.Alarm is not null)
            .ThenByDescending(row => row.AccuracyOf(first) ?? double.NegativeInfinity)
            .ToList();
        var ranked = rows.Where(row => row.Model.Counts && row.AccuracyOf(first) is not null).ToList();
        var ranges = protocol == report.Run.Protocol ? Ranges(report, first, ranked) : null;
        return
        [
            .. ranked.Select(row => row with
            {
                Rank = 1 + ranked.Count(other => other.AccuracyOf(first) > row.AccuracyOf(first)),
                Range = ranges?.GetValueOrDefault(row.Model.Id),
            }),
            .. rows.Skip(ranked.Count),
        ];
    }

    /// <summary>What stands in the place of a rank.</summary>
    public static string RankOf(LeaderboardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Rank?.ToString() ?? (row.Model.Void ? "void" : row.Model.Alarm is not null ? "alarm" : ReportNumbers.None);
    }

    /// <summary>The ranked models, each followed by its controls: of all of them one wants to know what is missing.</summary>
    public static IReadOnlyList<LeaderboardRow> Ledger(RunReport report, string protocol) =>
    [
        .. Rank(report, protocol).SelectMany(row => report.Models
            .Where(model => model.ControlOf == row.Model.Id)
            .Select(control => Row(control, protocol))
            .Prepend(row)),
    ];

    private static LeaderboardRow Row(ReportModel model, string protocol)
    {
        var scores = new Dictionary<string, SliceScore>(StringComparer.Ordinal);
        foreach (var score in model.Scores)
        {
            if (score.Slice == WholeTask && score.Protocol == protocol)
                scores.TryAdd(score.Task, score);
        }

        var o = model.Outcomes;
        return new LeaderboardRow { Model = model, Scores = scores, Missing = model.Missing, Asked = o.Total - model.NotApplicable };
    }

    /// <summary>
    /// The ranks that the paired comparisons leave open: a model stands behind those shown better than it and before
    /// those shown worse. Null if a pair was not compared.
    /// </summary>
    private static Dictionary<string, RankRange>? Ranges(RunReport report, string? task, List<LeaderboardRow> ranked)
    {
        var ids = ranked.Select(row => row.Model.Id).ToHashSet(StringComparer.Ordinal);
        var pairs = report.Comparisons
            .Where(pair => pair.Task == task && pair.Slice == WholeTask && ids.Contains(pair.A) && ids.Contains(pair.B))
            .ToList();
        if (ids.Count < 2 || pairs.Count != ids.Count * (ids.Count - 1) / 2) return null;

        return ids.ToDictionary(id => id, id => new RankRange(
            1 + pairs.Count(pair => (pair.A == id && pair.Verdict == "worse") || (pair.B == id && pair.Verdict == "better")),
            ids.Count - pairs.Count(pair => (pair.A == id && pair.Verdict == "better") || (pair.B == id && pair.Verdict == "worse"))));
    }
}
