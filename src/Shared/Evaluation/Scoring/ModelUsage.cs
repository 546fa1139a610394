using System.Text.Json.Serialization;

namespace MuBench.Scoring;

/// <summary>What a model's answers in a run took. An answer that several models or passes of the run share counts with the first of them alone, so that sums over them count it once.</summary>
public sealed record ModelUsage
{
    /// <summary>Answers that this run asked for.</summary>
    public required long Calls { get; init; }

    /// <summary>Answers found in the response log.</summary>
    public required long Reused { get; init; }

    /// <summary>Input tokens of all answers, reused ones included; null if no answer says.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens of all answers, reused ones included; null if no answer says.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>
    /// Answers with which the endpoint reported token counts that cannot be true: those are in no sum, and what the answers cost is
    /// unknown.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ImplausibleUsage { get; init; }

    /// <summary>Money of all answers in US dollars, reused ones included; null if the price of one is unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>
    /// What the model cost this run in US dollars: its own answers, and what calls without an answer may have cost at most. Null
    /// where the price of one is unknown.
    /// </summary>
    public decimal? SpentUsd { get; init; }
}
