using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Markdown;

/// <summary>The verdicts of a run that was to stop when it knew enough, and what that saved.</summary>
internal static class MarkdownSampling
{
    public static void Write(MarkdownWriter markdown, ReportSampling? sampling)
    {
        if (sampling is null)
            return;
        markdown.Heading(2, "Stopping");
        if (sampling.Pairs.Count > 0)
        {
            markdown.Table(
                ["A", "B", "A is", "A − B, points", "Interval", "Items", "Look", "log10 e"],
                numbersFrom: 3,
                sampling.Pairs.Select(pair => (IReadOnlyList<string>)[
                    pair.A, pair.B, pair.Verdict, ReportNumbers.Points(pair.Difference), ReportNumbers.PointsInterval(pair.Interval), ReportNumbers.Count(pair.Images),
                    pair.DecidedAt is { } look ? ReportNumbers.Count(look) : ReportNumbers.None, ReportNumbers.Fixed(pair.Log10E, 1)]));
        }

        markdown.Table(
            ["Model", $"Accuracy on {sampling.Task}, %", "Interval", "Questions asked", "Not asked", "Saved"],
            numbersFrom: 1,
            sampling.Models.Select(model => (IReadOnlyList<string>)[
                model.Id, ReportNumbers.Percent(model.Accuracy), ReportNumbers.Interval(model.Interval), ReportNumbers.Count(model.Questions),
                ReportNumbers.Count(model.SavedQuestions), model.SavedUsd is { } usd ? ReportNumbers.Usd(usd) : ReportNumbers.None]));
        markdown.Paragraph(SamplingSectionText.Legend(sampling));
    }
}
