using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics.Assisted;

namespace MuBench.Reports;

/// <summary>Explains estimates of a sample that other models' answers make more precise: the same words for page, Markdown and console.</summary>
public static class AssistedText
{
    /// <summary>The heads of a table of them.</summary>
    internal static readonly IReadOnlyList<string> Heads =
        ["Model", "Task", "Plain, %", "95% interval", "Assisted, %", "95% interval, assisted", "As precise as a plain sample of", "λ", "With the answers of"];

    /// <summary>The heads of a table of differences.</summary>
    internal static readonly IReadOnlyList<string> DifferenceHeads =
    [
        "Task", "A", "B", "A is", "A is, assisted", "A − B, points", "95% interval", "Assisted, points", "95% interval, assisted", "p (Holm), assisted", "As precise as a plain sample of", "λ",
    ];

    /// <summary>What the differences are, for readers of the table.</summary>
    internal const string DifferenceLegend =
        "The same correction for the difference of two models, on the questions that both answered. Interval, p and verdict allow for all planned looks of a run that a rule stopped. "
        + "The verdicts by which a rule stops are those of its own sequences (\"A is\"); it never uses assisted estimates. Differences on parts of tasks are in report.json.";

    /// <summary>The models with their estimates on whole tasks, in the order of the report.</summary>
    internal static IEnumerable<(ReportModel Model, ReportAssisted Estimate)> Rows(RunReport report) => All(report).Where(row => row.Estimate.Slice == SliceRules.All);

    /// <summary>The models with their estimates on parts of tasks.</summary>
    internal static IEnumerable<(ReportModel Model, ReportAssisted Estimate)> Parts(RunReport report) => All(report).Where(row => row.Estimate.Slice != SliceRules.All);

    /// <summary>The comparisons on whole tasks that have an assisted difference.</summary>
    internal static IEnumerable<(ReportComparison Pair, ReportAssistedDifference Assisted)> Differences(RunReport report) =>
        report.Comparisons.Where(pair => pair is { Slice: SliceRules.All, Assisted: not null }).Select(pair => (pair, pair.Assisted!));

    /// <summary>A row of the table of differences.</summary>
    internal static IReadOnlyList<string> Row(ReportIndex index, ReportComparison pair, ReportAssistedDifference assisted)
    {
        var hasAlarm = index.Alarms.ContainsKey(pair.A) || index.Alarms.ContainsKey(pair.B);
        return
        [
            pair.Task, pair.A, pair.B, hasAlarm ? "alarm" : pair.Verdict, hasAlarm ? "alarm" : assisted.Verdict, ReportNumbers.Points(pair.Difference), ReportNumbers.PointsInterval(pair.Ci95),
            ReportNumbers.Points(assisted.Difference), ReportNumbers.PointsInterval(assisted.Ci95), ReportNumbers.PValue(assisted.PHolm), Size(assisted.EffectiveSize), Lambda(assisted.Lambda),
        ];
    }

    /// <summary>A row of the table.</summary>
    internal static IReadOnlyList<string> Row(ReportModel model, ReportAssisted estimate) =>
    [
        model.Id, PartOf(estimate), ReportNumbers.Percent(estimate.Plain), ReportNumbers.Interval(estimate.PlainCi95), ReportNumbers.Percent(estimate.Accuracy),
        ReportNumbers.Interval(estimate.Ci95), Size(estimate.EffectiveSize), Lambda(estimate.Lambda), string.Join(", ", estimate.Helpers),
    ];

    /// <summary>The task, with the part of it that the estimate is about.</summary>
    internal static string PartOf(ReportAssisted estimate) => estimate.Slice == SliceRules.All ? estimate.Task : $"{estimate.Task}, {estimate.Slice}";

    /// <summary>What the estimates are, for readers of the table.</summary>
    internal static string Legend(RunReport report)
    {
        var assistance = report.Run.Assistance!;
        var helpers = string.Join(", ", assistance.Helpers.Select(helper => $"{helper.Id} ({helper.RunId}, {ReportNumbers.Count(helper.Answered)})"));
        return $"Estimates for all {ReportNumbers.Count(assistance.Questions)} questions from which the sample was drawn, and no official results. The assisted estimate corrects the sample by how other models answered "
            + "all questions (prediction-powered inference); it holds however bad their answers predict, and its interval is never wider than the plain one. "
            + $"The plain estimate is that of the leaderboard. Parts of tasks with fewer than {AssistedMean.MinImages} sampled images have no assisted estimate. Helpers, with the run that asked them and their number of answers: {helpers}."
            + (assistance.Unread.Count == 0 ? "" : $" Runs that could not be read: {string.Join("; ", assistance.Unread)}.");
    }

    /// <summary>The estimates as sentences.</summary>
    public static IEnumerable<string> Lines(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. Rows(report).Select(row => Line(row.Model, row.Estimate)), .. Differences(report).Select(row => Line(row.Pair, row.Assisted))];
    }

    /// <summary>The effective size of the sample.</summary>
    internal static string Size(double size) => $"{size:0.00} ×";

    /// <summary>The weight of the predictions.</summary>
    internal static string Lambda(double lambda) => $"{lambda:0.00}";

    private static IEnumerable<(ReportModel Model, ReportAssisted Estimate)> All(RunReport report) =>
        report.Models.SelectMany(model => (model.Assisted ?? []).Select(estimate => (model, estimate)));

    private static string Line(ReportModel model, ReportAssisted estimate) =>
        $"{model.Id}, {estimate.Task}: {ReportNumbers.Percent(estimate.Accuracy)} {ReportNumbers.Interval(estimate.Ci95)}, plain {ReportNumbers.Percent(estimate.Plain)} "
        + $"{ReportNumbers.Interval(estimate.PlainCi95)}; an estimate for all questions, as precise as {Size(estimate.EffectiveSize)} the images; with the answers of {string.Join(", ", estimate.Helpers)}";

    private static string Line(ReportComparison pair, ReportAssistedDifference assisted) =>
        $"{pair.A} - {pair.B}, {pair.Task}: {ReportNumbers.Points(assisted.Difference)} {ReportNumbers.PointsInterval(assisted.Ci95)} points, plain {ReportNumbers.Points(pair.Difference)}; "
        + $"as precise as {Size(assisted.EffectiveSize)} the images; {assisted.Verdict} by the assisted estimate, by which no rule stops";
}
