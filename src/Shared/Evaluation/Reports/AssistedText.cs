using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>Explains estimates of a sample that other models' answers make more precise: the same words for page, Markdown and console.</summary>
public static class AssistedText
{
    /// <summary>The heads of a table of them.</summary>
    internal static readonly IReadOnlyList<string> Heads =
        ["Model", "Task", "Plain, %", "95% interval", "Assisted, %", "95% interval, assisted", "As precise as a plain sample of", "λ", "With the answers of"];

    /// <summary>The models with their estimates, in the order of the report.</summary>
    internal static IEnumerable<(ReportModel Model, ReportAssisted Estimate)> Rows(RunReport report) =>
        report.Models.SelectMany(model => (model.Assisted ?? []).Select(estimate => (model, estimate)));

    /// <summary>A row of the table.</summary>
    internal static IReadOnlyList<string> Row(ReportModel model, ReportAssisted estimate) =>
    [
        model.Id, estimate.Task, ReportNumbers.Percent(estimate.Plain), ReportNumbers.Interval(estimate.PlainCi95), ReportNumbers.Percent(estimate.Accuracy),
        ReportNumbers.Interval(estimate.Ci95), Size(estimate), Lambda(estimate), string.Join(", ", estimate.Helpers),
    ];

    /// <summary>What the estimates are, for readers of the table.</summary>
    internal static string Legend(RunReport report)
    {
        var assistance = report.Run.Assistance!;
        var helpers = string.Join(", ", assistance.Helpers.Select(helper => $"{helper.Id} ({helper.RunId}, {ReportNumbers.Count(helper.Answered)})"));
        return $"Estimates for all {ReportNumbers.Count(assistance.Questions)} questions from which the sample was drawn, and no official results. The assisted estimate corrects the sample by how other models answered "
            + "all questions (prediction-powered inference); it holds however bad their answers predict, and its interval is never wider than the plain one. "
            + $"The plain estimate is that of the leaderboard. Helpers, with the run that asked them and their number of answers: {helpers}."
            + (assistance.Unread.Count == 0 ? "" : $" Runs that could not be read: {string.Join("; ", assistance.Unread)}.");
    }

    /// <summary>The estimates as sentences.</summary>
    public static IEnumerable<string> Lines(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Rows(report).Select(row =>
            $"{row.Model.Id}, {row.Estimate.Task}: {ReportNumbers.Percent(row.Estimate.Accuracy)} {ReportNumbers.Interval(row.Estimate.Ci95)}, plain {ReportNumbers.Percent(row.Estimate.Plain)} "
            + $"{ReportNumbers.Interval(row.Estimate.PlainCi95)}; an estimate for all questions, as precise as {Size(row.Estimate)} the images; with the answers of {string.Join(", ", row.Estimate.Helpers)}");
    }

    /// <summary>The effective size of the sample.</summary>
    internal static string Size(ReportAssisted estimate) => $"{estimate.EffectiveSize:0.00} ×";

    /// <summary>The weight of the predictions.</summary>
    internal static string Lambda(ReportAssisted estimate) => $"{estimate.Lambda:0.00}";
}
