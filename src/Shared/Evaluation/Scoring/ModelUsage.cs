using System.Text.Json.Serialization;

namespace MuBench.Scoring;

/// <summary>
/// The usage of a model's responses in a run. A response that several models or passes of the run share counts only
/// with the first of them, so that sums count it once.
/// </summary>
public sealed record ModelUsage
{
    /// <summary>Number of responses that this run asked for.</summary>
    public required long Calls { get; init; }

    /// <summary>Number of responses that were already in the response log.</summary>
    public required long Reused { get; init; }

    /// <summary>Input tokens of all responses, including reused ones; null if no response reports them.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens of all responses, including reused ones; null if no response reports them.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>
    /// Number of responses for which the endpoint reported implausible token counts. Those counts are in no sum, and
    /// the cost of the responses is unknown.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ImplausibleUsage { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider had cached; null if no response reports it.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>
    /// Number of responses by the service tier that served them, of those that another tier served than the manifest asks for. Null if
    /// there are none. The price of the tier that served a response counts.
    /// </summary>
    public IReadOnlyDictionary<string, long>? OtherTiers { get; init; }

    /// <summary>Cost of all responses in US dollars, including reused ones; null if the price of one is unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>
    /// The cost of the model for this run in US dollars: its own responses, and calls without a response at their
    /// maximum. Null if the price of one is unknown.
    /// </summary>
    public decimal? SpentUsd { get; init; }
}
