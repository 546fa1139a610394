using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>Explains the numbers of a run that was to stop when it knew enough.</summary>
internal static class SamplingSectionText
{
    /// <summary>The explanation below the tables.</summary>
    public static string Legend(ReportSampling sampling) =>
        (sampling.Pairs.Count == 0 ? "" : $"With a probability of at least {ReportNumbers.Percent(1 - sampling.Alpha)}% every verdict is right and every interval of a pair holds the difference over all images, at every look at once. "
            + (sampling.Margin > 0 ? $"Equivalent: the difference is surely below {ReportNumbers.Percent(sampling.Margin)} points. " : ""))
        + $"The interval of a model's accuracy holds at every look with a probability of at least {ReportNumbers.Percent(1 - sampling.Alpha)}%. "
        + (sampling.Pairs.Any(SamplingText.IsOfAllImages) ? $"{SamplingText.OfAllImages} " : "")
        + "An image is drawn once, and its questions count together. Questions whose call failed count in no difference, and as not right in an accuracy.";
}
