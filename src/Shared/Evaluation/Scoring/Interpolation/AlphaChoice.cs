using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.Interpolation;

/// <summary>Chooses the best α: the one with the highest unweighted mean over all parts.</summary>
internal static class AlphaChoice
{
    /// <summary>
    /// The comparable α with their means over all parts of all tasks: those with a response in every part in which any
    /// α has one.
    /// </summary>
    public static IReadOnlyList<(InterpolationPoint Point, double Mean)> Candidates(
        PartTable table, IReadOnlyList<InterpolationPoint> points, Func<int, bool> includes)
    {
        var all = table.Groups[0];
        var samples = points.Select(point => (Point: point, Sample: PartSample.Of(table, includes, question => Value(point.Outcomes![question])))).ToList();
        var most = samples.Max(sample => sample.Sample.Count(all));
        return [.. samples
            .Where(sample => most > 0 && sample.Sample.Count(all) == most)
            .Select(sample => (sample.Point, sample.Sample.Mean(all)!.Value))];
    }

    /// <summary>The candidate with the highest mean; of equal ones the smallest α, which is closest to the base model.</summary>
    public static (InterpolationPoint Point, double Mean) Best(IReadOnlyList<(InterpolationPoint Point, double Mean)> candidates) =>
        candidates.OrderByDescending(candidate => candidate.Mean).ThenBy(candidate => candidate.Point.Alpha).First();

    /// <summary>The contribution of an outcome to a sum; null if there is no response.</summary>
    public static int? Value(Outcome outcome) => !outcome.IsAnswered() ? null : outcome == Outcome.Correct ? 1 : 0;
}
