using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html;

/// <summary>The run's result as one sentence per task: the leader, and whether the next model is shown to differ.</summary>
internal sealed record Finding(string? Leader, string Text, string? Second, string Rest)
{
    /// <summary>The finding on the ranking task.</summary>
    public static Finding Of(ReportIndex index) =>
        index.Tasks.Count == 0 ? NoLeader(index.Report) : Of(index, index.Tasks[0]);

    /// <summary>The findings on the next tasks, without the pool of all tasks.</summary>
    public static IEnumerable<Finding> OfOtherTasks(ReportIndex index) =>
        index.Tasks.Skip(1).Where(task => task != "all").Select(task => Of(index, task)).Where(finding => finding.Leader is not null).Take(3);

    private static Finding Of(ReportIndex index, string task)
    {
        var report = index.Report;
        var rows = Leaderboard.Rank(report, report.Run.Protocol)
            .Where(row => row.Rank is not null && row.AccuracyOf(task) is not null)
            .OrderByDescending(row => row.AccuracyOf(task))
            .ToList();
        if (rows.Count == 0) return NoLeader(report);
        var score = rows[0].Scores[task];
        var lead = $" leads on {task}: {Measured(task, score)}, 95% interval {ReportNumbers.Interval(score.Ci95)}.";
        var floor = FloorAbove(report, task, score);
        if (rows.Count == 1) return new Finding(rows[0].Model.Id, lead + floor, null, "");

        var (a, b) = (rows[0].Model.Id, rows[1].Model.Id);
        var pair = report.Comparisons.FirstOrDefault(pair => pair.Task == task && pair.Slice == Leaderboard.WholeTask
            && ((pair.A == a && pair.B == b) || (pair.A == b && pair.B == a)));
        if (pair is null) return new Finding(a, lead + " The next is ", b, "." + floor);
        var difference = pair.A == a ? pair.Difference : -pair.Difference;
        if (pair.Verdict == Verdicts.Identical)
            return new Finding(a, lead + " The same answers, question by question, gave ", b, "." + floor);
        var numbers = $" ({ReportNumbers.Points(difference)} points, p {Named(pair.P)}, after Holm {Named(pair.PHolm)}).";
        var (before, after) = Relation(pair.Verdict, difference);
        return new Finding(a, lead + before, b, after + numbers + floor);
    }

    // A floor has no rank. That it is not beaten says more than who leads.
    private static string FloorAbove(RunReport report, string task, SliceScore leader)
    {
        var above = Leaderboard.Rank(report, report.Run.Protocol)
            .Where(row => row.Model.Counts && ModelKinds.IsFloor(row.Model.Kind) && row.AccuracyOf(task) >= leader.Accuracy)
            .MaxBy(row => row.AccuracyOf(task));
        return above is null ? "" : $" The floor {above.Model.Id}, which sees no image, is not below it: {ReportNumbers.Percent(above.AccuracyOf(task))}%.";
    }

    private static string Named(double? p) => ReportNumbers.PValue(p) is var text && text[0] == '<' ? text : "= " + text;

    private static Finding NoLeader(RunReport report) =>
        new(null, report.Models.Any(model => model is { Void: false, Alarm: not null, ControlOf: null }) ? "No model leads: none without an alarm has a score." : report.Models.Any(model => model.Counts && ModelKinds.IsFloor(model.Kind)) ? "No model is ranked: only floors, which see no image, have a result." : "No model has a result that counts.", null, "");

    private static string Measured(string task, SliceScore score) => BenchmarkTasks.IsClosed(task)
        ? $"{ReportNumbers.Percent(score.Accuracy)}% of {ReportNumbers.Count(score.N)} questions right"
        : $"mean score {ReportNumbers.Percent(score.Accuracy)}% over {ReportNumbers.Count(score.N)} questions";

    // On the questions that both models answered, because the comparison is made of these.
    private static (string Before, string After) Relation(string verdict, double? difference) => verdict switch
    {
        "better" or "worse" => (difference > 0 ? " It is better than " : " On the questions that both answered it is worse than ", ""),
        "equivalent" => (" It is equivalent to ", ""),
        _ => (" The difference from ", " is undecided"),
    };
}
