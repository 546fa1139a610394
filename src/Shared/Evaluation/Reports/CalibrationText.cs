using MuBench.Scoring.Analyses;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>What the calibration of a chat model rests on, in words.</summary>
internal static class CalibrationText
{
    /// <summary>How many responses have probabilities and why others have none; null for models that are not chat models.</summary>
    public static string? Coverage(TaskCalibration calibration)
    {
        if (calibration is not { WithoutLogprobs: { } without, WithoutLetter: { } words, Unread: { } unread })
            return null;
        var responses = calibration.N + without + words + unread;
        (int Count, string Reason)[] left =
        [
            (words, "the option is named by no token of its letter"), (without, "no log-probabilities"), (unread, "no option was read"),
        ];
        var reasons = string.Join(", ", left.Where(entry => entry.Count > 0).Select(entry => $"{ReportNumbers.Count(entry.Count)} ({entry.Reason})"));
        return $"{ReportNumbers.Count(calibration.N)} of {ReportNumbers.Count(responses)} responses have probabilities."
            + (reasons.Length == 0 ? "" : $" Left out: {reasons}.")
            + (calibration.LetterShare is { } share ? $" Before scaling, the offered letters have {ReportNumbers.Percent(share)}% of the probability on average." : "");
    }
}
