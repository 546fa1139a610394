using MuBench.Scoring.Analyses;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Reports;

/// <summary>
/// Analyses for sample reports: contrastive models of several sizes; the better a model is, the more overconfident it is.
/// </summary>
internal static class SampleAnalyses
{
    public static ModelAnalyses? Of(SampleRun run, SampleModel model, int index)
    {
        if (model.VoidReason is not null) return null;
        var whole = run.Scores(index).Where(score => score is { Slice: "all", Protocol: "official", N: > 0 }).ToList();
        var isContrastive = model.Kind == "clip";
        return new ModelAnalyses
        {
            Parameters = isContrastive ? 86_000_000L * (index + 1) * (index + 1) : null,
            Templates = isContrastive ? [.. whole.Select(score => Templates(score, index))] : null,
            CaptionLength = new LengthAnalysis(isContrastive ? "caption" : "option", [.. whole.Select(score => new TaskLengths(score.Task, Lengths(score, isContrastive)))]),
            Calibration = isContrastive
                ? new Calibration { Function = "softmax", LogitScale = 100, Tasks = [.. whole.Select(score => Calibration(score, 1.5 + index))] }
                : null,
        };
    }

    public static ModelAnalyses Hostile(string text) => new()
    {
        Parameters = text.Length,
        CaptionLength = new LengthAnalysis(text, [new TaskLengths("all", Lengths(Score(0.5), true))]),
        CalibrationMissing = text,
    };

    private static TemplateComparison Templates(SliceScore score, int index)
    {
        var difference = 0.03 * (index - 0.5);
        return new TemplateComparison
        {
            Task = score.Task,
            Slice = score.Slice,
            N = score.N,
            Accuracy0 = score.Accuracy!.Value - difference,
            Accuracy1 = score.Accuracy.Value,
            Difference = difference,
            Ci95 = [difference - 0.02, difference + 0.02],
            P = 0.04,
        };
    }

    private static List<LengthBin> Lengths(SliceScore score, bool isCaption) =>
    [
        .. Enumerable.Range(0, 8).Select(bin =>
        {
            var shortest = isCaption ? 34 + (9 * bin) : 3 + (4 * bin);
            var accuracy = Math.Clamp(score.Accuracy!.Value + (0.02 * (3 - bin)), 0, 1);
            return new LengthBin { Shortest = shortest, Longest = shortest + 3, N = score.N / 8, Accuracy = accuracy, Ci95 = [accuracy - 0.03, Math.Min(accuracy + 0.03, 1)] };
        }),
    ];

    private static TaskCalibration Calibration(SliceScore score, double steepness)
    {
        List<ReliabilityBin> bins = [.. Enumerable.Range(3, 12).Select(bin =>
        {
            var confidence = (bin + 0.5) / 15;
            var accuracy = Math.Pow(confidence, steepness);
            return new ReliabilityBin
            {
                Low = bin / 15.0, High = (bin + 1) / 15.0, N = score.N / 12, Confidence = confidence, Accuracy = accuracy,
                Ci95 = [Math.Max(0, accuracy - 0.04), Math.Min(1, accuracy + 0.04)],
            };
        })];
        var gap = bins.Average(bin => bin.Confidence - bin.Accuracy);
        return new TaskCalibration
        {
            Task = score.Task, N = bins.Sum(bin => bin.N), Accuracy = bins.Average(bin => bin.Accuracy), Confidence = bins.Average(bin => bin.Confidence),
            Brier = 0.4 + gap, BrierTopLabel = 0.2 + gap, BrierAuthors = 0.1, Ece = gap, EceEqualMass = gap, Bins = bins, EqualMassBins = bins, AuthorsBins = bins,
        };
    }

    private static SliceScore Score(double accuracy) =>
        new() { Task = "all", Slice = "all", Protocol = "official", N = 80, Accuracy = accuracy, Ci95 = null, HalfWidth = null, Lowest = null, Highest = null };
}
