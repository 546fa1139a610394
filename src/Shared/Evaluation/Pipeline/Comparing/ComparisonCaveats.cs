using MuBench.Manifests.Requests;
using MuBench.Reports;
using MuBench.Scoring;

namespace MuBench.Pipeline.Comparing;

/// <summary>Finds what differs between two compared runs apart from their models.</summary>
internal static class ComparisonCaveats
{
    private const string Consequence = "A difference between the runs may come from that.";

    /// <summary>Lists what differs between the runs as a whole, in sentences.</summary>
    /// <param name="a">The first run.</param>
    /// <param name="b">The second run.</param>
    /// <param name="knowDepth">Whether the datasets of both record how many bits their images have.</param>
    public static IEnumerable<string> Of(ComparedRun a, ComparedRun b, bool knowDepth)
    {
        foreach (var run in ((ComparedRun[])[a, b]).Where(run => run.ExcerptOf is not null))
            yield return $"{run.Id} is an excerpt of the run {run.ExcerptOf}: it has a part of that run's questions or models.";
        // A run without images of more than 8 bits shares none with the other run.
        if (a.Display != b.Display && (!knowDepth || (a.Display is not null && b.Display is not null)))
            yield return $"Images of more than 8 bits per sample were not shown in the same way: {Display(a)}, {Display(b)}. {Consequence}";
        foreach (var run in new[] { a, b }.Where(run => run.Sampled).DistinctBy(run => run.Id))
            yield return $"{run.Id} is a sample that a rule stopped ({SamplingText.Mark}): its questions are fewer than those of a whole run, and intervals and p-values allow for its looks.";
        if (a.Code is { } codeA && b.Code is { } codeB && codeA != codeB)
        {
            yield return $"The runs were scored by different code: {a.Id} by MuBench {codeA.Version} (commit {codeA.Commit}), {b.Id} by MuBench {codeB.Version} (commit {codeB.Commit}). "
                + "mubench rescore scores the responses of a run again with this version and lists what changes.";
        }
    }

    /// <summary>Says how the computation of two compared models differs; null if no difference is known.</summary>
    /// <param name="nameA">The first model, <c>RUNID/MODELID</c>.</param>
    /// <param name="a">How it was computed.</param>
    /// <param name="nameB">The second model.</param>
    /// <param name="b">How it was computed.</param>
    public static string? Of(string nameA, IReadOnlyList<ComputedCount>? a, string nameB, IReadOnlyList<ComputedCount>? b) =>
        a is not { Count: > 0 } || b is not { Count: > 0 } || Ways(a).SetEquals(Ways(b))
            ? null
            : $"The responses were not computed in the same way: {nameA} in {string.Join(" and ", Ways(a))}, {nameB} in {string.Join(" and ", Ways(b))}. "
                + "Sums are rounded differently there, so that options of nearly the same similarity may be chosen differently.";

    /// <summary>Says how the requests of two compared models differ; null if they do not.</summary>
    /// <param name="nameA">The first model, <c>RUNID/MODELID</c>.</param>
    /// <param name="a">How its requests differ from those of the official protocol.</param>
    /// <param name="nameB">The second model.</param>
    /// <param name="b">How its requests differ from those of the official protocol.</param>
    public static string? OfRequests(string nameA, RequestManifest? a, string nameB, RequestManifest? b) =>
        (a?.Deviation, b?.Deviation) is (null, null)
            ? null
            : $"{nameA} was asked {With(a)}, {nameB} {With(b)}: the numbers are {RequestText.Mark}, and a difference may come from that.";

    private static string With(RequestManifest? request) => request?.Deviation is { } asked ? $"with {asked}" : "as the protocol asks";

    private static SortedSet<string> Ways(IReadOnlyList<ComputedCount> counts) => new(counts.Select(count => count.By), StringComparer.Ordinal);

    private static string Display(ComparedRun run) => run.Display is { } rule ? $"{run.Id} by display '{rule}'" : $"of {run.Id} it is not recorded";
}
