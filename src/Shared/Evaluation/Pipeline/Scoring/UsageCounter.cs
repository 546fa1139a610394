using MuBench.Manifests;
using MuBench.Pipeline.Budgets;
using MuBench.Responses;
using MuBench.Scoring;

namespace MuBench.Pipeline.Scoring;

/// <summary>Adds up the usage of a model's responses: calls, tokens and cost.</summary>
/// <param name="runId">The run. A response that another run asked for counts as reused.</param>
/// <param name="costs">Adds up the cost.</param>
/// <param name="asked">The service tier that the model's requests ask for.</param>
internal sealed class UsageCounter(string runId, ResponseCosts costs, string asked)
{
    private readonly SortedDictionary<string, long> _otherTiers = new(StringComparer.Ordinal);
    private long _calls;
    private long _reused;
    private long? _inputTokens;
    private long? _outputTokens;
    private long? _cachedInputTokens;
    private long _implausible;

    /// <summary>The usage of the responses.</summary>
    public ModelUsage Usage => new()
    {
        Calls = _calls,
        Reused = _reused,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        CachedInputTokens = _cachedInputTokens,
        OtherTiers = _otherTiers.Count == 0 ? null : new SortedDictionary<string, long>(_otherTiers, StringComparer.Ordinal),
        ImplausibleUsage = _implausible,
        Usd = costs.Usd,
        SpentUsd = costs.SpentUsd,
    };

    /// <summary>Adds a response. Call it once per response.</summary>
    public void Add(ResponseRecord record)
    {
        if (record.Run == runId)
            _calls++;
        else
            _reused++;
        if (record.HasImplausibleUsage)
            _implausible++;
        _inputTokens = record.InputTokens is { } input ? (_inputTokens ?? 0) + input : _inputTokens;
        _outputTokens = record.OutputTokens is { } output ? (_outputTokens ?? 0) + output : _outputTokens;
        _cachedInputTokens = record.CachedInputTokens is { } cached ? (_cachedInputTokens ?? 0) + cached : _cachedInputTokens;
        if (record.Delivery is null && ServiceTiers.Of(record.ServiceTier) is { } tier && tier != asked)
            _otherTiers[tier] = _otherTiers.GetValueOrDefault(tier) + 1;
        costs.Add(record);
    }

    /// <summary>Adds a response to a question that had one already. Only its cost counts.</summary>
    public void AddRepeated(ResponseRecord record) => costs.AddRepeated(record);
}
