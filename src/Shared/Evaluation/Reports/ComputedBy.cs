using MuBench.Contrastive;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>The precision and the processor on which the contrastive models of a report were computed, as text.</summary>
public static class ComputedBy
{
    /// <summary>A line for the report's provenance, such as <c>fp32 on x64 AVX2: clip-base, clip-tuned</c>; null if no model has one.</summary>
    public static string? Line(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var groups = report.Models
            .Where(model => model.ComputedBy is { Count: > 0 })
            .GroupBy(model => string.Join(" and ", model.ComputedBy!.Select(count => count.By)), model => model.Id, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(", ", group)}")
            .ToList();
        return groups.Count == 0 ? null : string.Join("; ", groups);
    }

    /// <summary>
    /// The note for responses without a recorded computation, where it matters: for a server, or for an export of less
    /// than 32 bits.
    /// </summary>
    internal const string NotRecordedNote =
        "The precision and the processor of the responses are not recorded: the server does not report them, or an earlier version logged the responses. Scores computed elsewhere may differ.";

    /// <summary>Notes for readers of one model's numbers: sums that may saturate, or several kinds of computation.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<ComputedCount>? counts)
    {
        if (counts is null)
            yield break;
        foreach (var count in counts.Where(count => count.By.Contains(Arithmetic.MaySaturate, StringComparison.Ordinal)))
            yield return $"{ReportNumbers.Count(count.Answers)} answers were computed in {count.By}: on a processor without VNNI these operators may give other scores than elsewhere. Run the model on a processor with VNNI, or its fp32 export.";
        if (counts.Count > 1)
        {
            yield return $"The answers were computed in more than one way: {string.Join(", ", counts.Select(count => $"{count.By} ({ReportNumbers.Count(count.Answers)})"))}. "
                + "Sums are rounded differently there, so that options of nearly the same similarity may be chosen differently. Set \"fresh\": true to compute everything in one way.";
        }
    }
}
