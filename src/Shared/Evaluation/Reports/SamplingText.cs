using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Results;
using MuBench.Scoring.Stopping;

namespace MuBench.Reports;

/// <summary>Says that a run is a sample that a rule stopped: the same sentences for page, Markdown, console and status.</summary>
public static class SamplingText
{
    /// <summary>The words by which every output marks such a run.</summary>
    public const string Mark = "sampled, stopped by rule";

    /// <summary>The note for readers of the run's numbers; null if the run asked every question without a rule.</summary>
    public static string? Of(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Sampling is not { } sampling)
            return null;
        if (!sampling.IsSample)
            return $"The run was to stop when it knew enough, but every question was asked: {ReasonOf(sampling.Reason)}.{(sampling.Pairs.Any(IsOfAllImages) ? $" {OfAllImages}" : "")}";
        return $"Sampled, stopped by rule after {ReportNumbers.Count(sampling.Looks)} of at most {ReportNumbers.Count(sampling.PlannedLooks)} looks: {ReasonOf(sampling.Reason)}. "
            + $"Accuracies are estimates for all {ReportNumbers.Count(sampling.Images)} images from {ReportNumbers.Count(run.Dataset.Images)} of them, drawn at random by source dataset. "
            + $"Intervals and verdicts hold at the moment of stopping; those of analyses and of readers are of a fixed sample. {SavedOf(sampling)}";
    }

    /// <summary>What stopping saved.</summary>
    public static string SavedOf(ReportSampling sampling)
    {
        ArgumentNullException.ThrowIfNull(sampling);
        var all = (long)sampling.Questions * sampling.Models.Count;
        var unpriced = string.Join(", ", sampling.UnpricedModels);
        return $"{ReportNumbers.Count(all - sampling.SavedQuestions)} of {ReportNumbers.Count(all)} questions were asked over all models; "
            + $"{ReportNumbers.Count(sampling.SavedQuestions)} calls{(sampling.SavedUsd > 0 ? $" and about {ReportNumbers.Usd(sampling.SavedUsd)}" : "")} were saved"
            + (unpriced.Length == 0 ? "." : $"; what those of {unpriced} would have cost is unknown.");
    }

    /// <summary>The verdict on a pair, as a sentence.</summary>
    public static string Of(LookPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var verdict = pair.Verdict switch
        {
            Verdicts.Better => $"{pair.A} is better than {pair.B}",
            Verdicts.Worse => $"{pair.A} is worse than {pair.B}",
            Verdicts.Equivalent => $"{pair.A} and {pair.B} are equivalent",
            _ => $"{pair.A} and {pair.B} are undecided",
        };
        return $"{verdict}: {ReportNumbers.Points(pair.Difference)} points {ReportNumbers.PointsInterval(pair.Interval)}, {ReportNumbers.Count(pair.Images)} items"
            + (pair.DecidedAt is { } look ? $", look {look}" : "") + (IsOfAllImages(pair) ? ", all asked: about these images alone" : "");
    }

    /// <summary>Whether every image was asked: the difference over all of them is then known, and its interval is a point.</summary>
    internal static bool IsOfAllImages(LookPair pair) => pair.Interval[0].Equals(pair.Interval[1]);

    /// <summary>What a verdict means where every image was asked.</summary>
    internal const string OfAllImages =
        "Where every image was asked, a verdict says which model gave more right answers about these images, and its interval is a point. Whether that holds for other images like them, the comparisons say.";

    /// <summary>A reason for stopping, as text.</summary>
    public static string ReasonOf(string reason) => reason switch
    {
        StopReasons.Known => "everything that was asked for is known",
        StopReasons.All => "all images were asked",
        StopReasons.MaxImages => "the maximum number of images was asked",
        StopReasons.Unavailable => "a model that was still needed could not be asked on",
        _ => reason,
    };
}
