using System.Text.Json.Serialization;

namespace MuBench.Scoring.Outcomes;

/// <summary>Number of questions per outcome.</summary>
public sealed record OutcomeCounts(int Correct, int Wrong, int Unparsed, int Refused, int Filtered, int Truncated, int Failed, int NotRun)
{
    /// <summary>Number of questions.</summary>
    [JsonIgnore]
    public int Total => Correct + Wrong + Unparsed + Refused + Filtered + Truncated + Failed + NotRun;

    /// <summary>Counts outcomes.</summary>
    public static OutcomeCounts Of(ReadOnlySpan<Outcome> outcomes)
    {
        Span<int> counts = stackalloc int[(int)Outcome.NotRun + 1];
        counts.Clear();
        foreach (var outcome in outcomes)
            counts[(int)outcome]++;
        return new OutcomeCounts(
            counts[(int)Outcome.Correct],
            counts[(int)Outcome.Wrong],
            counts[(int)Outcome.Unparsed],
            counts[(int)Outcome.Refused],
            counts[(int)Outcome.Filtered],
            counts[(int)Outcome.Truncated],
            counts[(int)Outcome.Failed],
            counts[(int)Outcome.NotRun]);
    }
}
