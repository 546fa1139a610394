using MuBench.Responses;

namespace MuBench.Scoring;

/// <summary>Combines responses with small gaps between them into periods.</summary>
internal static class ResponsePeriods
{
    /// <summary>The periods in order: the union of the given ones, with gaps of at most <paramref name="gap"/> closed.</summary>
    public static IReadOnlyList<ResponsePeriod> Union(IEnumerable<ResponsePeriod> periods, TimeSpan gap)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var union = new List<ResponsePeriod>();
        foreach (var period in periods.OrderBy(period => period.From))
        {
            if (union.Count > 0 && period.From - union[^1].To <= gap)
                union[^1] = union[^1] with { To = period.To > union[^1].To ? period.To : union[^1].To };
            else
                union.Add(period);
        }

        return union;
    }
}
