using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports;

/// <summary>Ranks the models of a report. The page, the Markdown and the console all show this ranking.</summary>
public static class Leaderboard
{
    /// <summary>The slice of the whole task.</summary>
    public const string WholeTask = "all";

    /// <summary>A task's name next to those of other tasks: with its metric, if that is not accuracy.</summary>
    public static string TitleOf(string task) => BenchmarkTasks.IsClosed(task) ? task : $"{task} (GRIT)";

    /// <summary>The metric of a task.</summary>
    public static string MeasureOf(string task) => BenchmarkTasks.IsClosed(task) ? "accuracy" : "mean GRIT score, not accuracy";

    /// <summary>
    /// The tasks of a report in the order of ranking and display: the order of the scores, with the pool of all tasks
    /// last. The first one determines the ranking.
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
    /// The models from the best to the worst by accuracy on the first of <see cref="Tasks"/>. Models without an accuracy
    /// follow without a rank, then floors, which see no image, then those with an alarm, then void ones. Controls are
    /// not ranked: they are shown next to their model. <see cref="RankRule"/> says what a rank means.
    /// </summary>
    public static IReadOnlyList<LeaderboardRow> Rank(RunReport report, string protocol)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrWhiteSpace(protocol);
        var first = Tasks(report) is [var task, ..] ? task : null;
        var rows = report.Models.Where(model => model.ControlOf is null).Select(model => Row(model, protocol))
            .OrderBy(row => row.Model.Void)
            .ThenBy(row => row.Model.Alarm is not null)
            .ThenBy(row => ModelKinds.IsFloor(row.Model.Kind))
            .ThenByDescending(row => row.AccuracyOf(first) ?? double.NegativeInfinity)
            .ToList();
        var ranked = rows.Where(row => row.Model.Counts && !ModelKinds.IsFloor(row.Model.Kind) && row.AccuracyOf(first) is not null).ToList();
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

    /// <summary>The model with the highest accuracy on a task among those with a rank; null if there is none.</summary>
    public static string? LeaderOf(RunReport report, string task)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Rank(report, report.Run.Protocol).Where(row => row.Rank is not null && row.AccuracyOf(task) is not null).MaxBy(row => row.AccuracyOf(task))?.Model.Id;
    }

    /// <summary>The text in the rank column of every rendering.</summary>
    public static string RankOf(LeaderboardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Range is { } range ? TextOf(range)
            : row.Rank?.ToString()
            ?? (row.Model.Void ? "void" : row.Model.Alarm is not null ? "alarm" : ModelKinds.IsFloor(row.Model.Kind) ? "floor" : ReportNumbers.None);
    }

    /// <summary>What the ranks of some rows mean, as a sentence that stands beside them; empty if none of them has a rank.</summary>
    public static string RankRule(RunReport report, IReadOnlyList<LeaderboardRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!rows.Any(row => row.Rank is not null) || Tasks(report) is not [var task, ..]) return "";
        return (rows.Any(row => row.Range is not null) ? $"Rank on {task}: {ComparedRule}" : $"Rank: the place by {MeasureOf(task)} on {task}. {NotComparedRule}")
            + (rows.Any(row => ModelKinds.IsFloor(row.Model.Kind)) ? FloorRule : "");
    }

    /// <summary>What a rank means where models were compared in pairs.</summary>
    internal const string ComparedRule =
        "behind every model that the paired comparison shows to be better, and before every model that it shows to be worse. 2–3 means that the comparisons leave both places open.";

    /// <summary>What a place by accuracy means where models were not compared in pairs.</summary>
    internal const string NotComparedRule = "The models were not compared in pairs here, so a better place may be chance.";

    /// <summary>What is said of floors beside ranks.</summary>
    internal const string FloorRule = " Floors see no image and have no rank.";

    /// <summary>The ranked models, each followed by its controls, because missing questions are shown for all of them.</summary>
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
    /// The ranks that the paired comparisons leave open: a model ranks behind those that are shown to be better and
    /// before those that are shown to be worse. Null if a pair was not compared.
    /// </summary>
    private static Dictionary<string, RankRange>? Ranges(RunReport report, string? task, List<LeaderboardRow> ranked)
    {
        var ids = ranked.Select(row => row.Model.Id).ToHashSet(StringComparer.Ordinal);
        var pairs = report.Comparisons
            .Where(pair => pair.Task == task && pair.Slice == WholeTask && ids.Contains(pair.A) && ids.Contains(pair.B))
            .ToList();
        return ids.Count < 2 || pairs.Count != ids.Count * (ids.Count - 1) / 2 ? null : RangesOf(ids, pairs);
    }

    /// <summary>The ranks that the comparisons of every two of some models leave open.</summary>
    internal static Dictionary<string, RankRange> RangesOf(IReadOnlyCollection<string> ids, IReadOnlyList<ReportComparison> pairs) => ids.ToDictionary(
        id => id,
        id => new RankRange(
            1 + pairs.Count(pair => (pair.A == id && pair.Verdict == Verdicts.Worse) || (pair.B == id && pair.Verdict == Verdicts.Better)),
            ids.Count - pairs.Count(pair => (pair.A == id && pair.Verdict == Verdicts.Better) || (pair.B == id && pair.Verdict == Verdicts.Worse))),
        StringComparer.Ordinal);

    /// <summary>The text of a range of ranks.</summary>
    internal static string TextOf(RankRange range) => range.Best == range.Worst ? $"{range.Best}" : $"{range.Best}–{range.Worst}";
}
