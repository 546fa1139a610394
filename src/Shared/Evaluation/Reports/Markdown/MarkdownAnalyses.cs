using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Markdown;

/// <summary>The analyses as one short table on the ranking task: size, calibration, caption templates.</summary>
internal static class MarkdownAnalyses
{
    public static void Write(MarkdownWriter markdown, ReportIndex index)
    {
        if (index.Tasks.Count == 0) return;
        var task = index.Tasks[0];
        var rows = Leaderboard.Rank(index.Report, index.Report.Run.Protocol)
            .Where(row => !row.Model.Void && HasAnalyses(row.Model.Analyses))
            .Select(row => Row(row.Model.Id, row.Model.Analyses!, task))
            .ToList();
        if (rows.Count == 0) return;
        markdown.Heading(2, "Analyses, " + task);
        markdown.Table(["Model", "Parameters", "n", "Confidence", "ECE", "Brier", "Template _1 − _0, points", "95% interval", "n"], numbersFrom: 1, rows);
        markdown.Paragraph(
            "Confidence: mean probability of the chosen option, in percent, to be compared with the accuracy. ECE: expected calibration error in points, "
            + "15 bins of equal width. Brier: over all options, 0 to 2.");
        foreach (var model in index.Report.Models.Where(model => !model.Void))
        {
            if (model.Analyses?.Calibration?.Tasks.FirstOrDefault(found => found.Task == task) is { } calibration && CalibrationText.Coverage(calibration) is { } coverage)
                markdown.Item($"{model.Id}: {coverage}");
        }

        foreach (var model in index.Report.Models.Where(model => !model.Void && model.Analyses?.CalibrationMissing is not null))
            markdown.Item($"{model.Id} has no calibration: {model.Analyses!.CalibrationMissing}");
        markdown.EndList();
    }

    private static bool HasAnalyses(ModelAnalyses? analyses) =>
        analyses is not null && (analyses.Parameters is not null || analyses.Calibration is not null || analyses.CalibrationMissing is not null || analyses.Templates is { Count: > 0 });

    private static string[] Row(string id, ModelAnalyses analyses, string task)
    {
        var calibration = analyses.Calibration?.Tasks.FirstOrDefault(found => found.Task == task);
        var templates = analyses.Templates?.FirstOrDefault(found => found.Task == task && found.Slice == Leaderboard.WholeTask);
        return
        [
            id,
            ReportNumbers.Count(analyses.Parameters),
            ReportNumbers.Count(calibration?.N),
            ReportNumbers.Percent(calibration?.Confidence),
            ReportNumbers.Percent(calibration?.Ece),
            ReportNumbers.ThreeDecimals(calibration?.Brier),
            ReportNumbers.Points(templates?.Difference),
            ReportNumbers.PointsInterval(templates?.Ci95),
            ReportNumbers.Count(templates?.N),
        ];
    }
}
