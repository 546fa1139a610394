using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Html.Shortcuts;

/// <summary>The words of the analysis, the same in HTML and Markdown.</summary>
internal static class ShortcutText
{
    /// <summary>The heads of the columns of shares.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["Robust", "Shortcut", "Reasoning gap", "Neither", "Shortcuts among right answers"];

    /// <summary>The rules with their names.</summary>
    public static IReadOnlyList<(string Rule, string Label)> Rules { get; } =
    [
        (ShortcutRules.All, "all metadata right"), (ShortcutRules.Majority, "most metadata right"),
    ];

    /// <summary>What the scores are.</summary>
    public const string Scores = "C is the mean over images of the share of metadata questions that are right, T that of fine questions. S = 0.8 T + 0.2 C is the combined score of the "
        + "SPeC 2026 challenge, by the authors of μ-Bench; their metadata also have specimen and body part. Percent, with 95% intervals.";

    /// <summary>What the table shows.</summary>
    public static string Legend(ShortcutAnalysis analysis) =>
        $"{ReportNumbers.Count(analysis.Images)} images have a fine question and metadata questions (domain, modality, stain, subdomain, submodality). Robust: both right. Shortcut: the answer "
        + "is right and the metadata are not, so the model may have used something else than what it sees, or guessed: the random floor shows how often guessing does. "
        + "Reasoning gap: the metadata are right and the answer is not. "
        + $"Percent of the images with a response to every such question, {analysis.Protocol} protocol, with 95% intervals over images.";
}
