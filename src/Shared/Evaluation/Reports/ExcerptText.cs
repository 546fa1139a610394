using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>Says that the numbers of a run are those of an excerpt.</summary>
public static class ExcerptText
{
    /// <summary>The run's name for headings, with the size of its excerpt.</summary>
    public static string Title(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Excerpt is { } excerpt ? $"{run.Name} (excerpt: {InShort(excerpt, run.Dataset)})" : run.Name;
    }

    /// <summary>The sentences for the readers of the run's numbers; null if it is no excerpt.</summary>
    public static string? Of(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Excerpt is not { } excerpt)
            return null;
        var what = IsWholeQuestions(excerpt, run.Dataset)
            ? "Rankings, comparisons and corrections cover these models only."
            : "Its numbers are a first look, not the result of that run.";
        return $"This is an excerpt of the run {excerpt.Of}: {InShort(excerpt, run.Dataset)}. {what} Its responses count there and are not asked again."
            + (excerpt.GateConditions > 0 ? $" The gate ({Count(excerpt.GateConditions, "condition")}) is not decided." : "");
    }

    /// <summary>The size of an excerpt, in a few words.</summary>
    internal static string InShort(ReportExcerpt excerpt, ReportDataset data)
    {
        List<string> parts = [];
        if (!IsWholeQuestions(excerpt, data))
        {
            parts.Add($"{ReportNumbers.Count(ItemsOf(data))} of {Count(excerpt.Images, data.Items is null ? "image" : "item")}");
            parts.Add($"{ReportNumbers.Count(data.Questions)} of {Count(excerpt.Questions, "question")}");
        }

        if (parts.Count == 0 || excerpt.AskedModels < excerpt.Models)
            parts.Add($"{ReportNumbers.Count(excerpt.AskedModels)} of {Count(excerpt.Models, "model")}");
        return string.Join(", ", parts);
    }

    private static bool IsWholeQuestions(ReportExcerpt excerpt, ReportDataset data) => ItemsOf(data) == excerpt.Images && data.Questions == excerpt.Questions;

    private static int ItemsOf(ReportDataset data) => data.Items ?? data.Images;

    private static string Count(int count, string thing) => $"{ReportNumbers.Count(count)} {thing}{(count == 1 ? "" : "s")}";
}
