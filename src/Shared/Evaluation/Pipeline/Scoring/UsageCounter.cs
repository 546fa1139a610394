using MuBench.Pipeline.Budgets;
using MuBench.Responses;
using MuBench.Scoring;

namespace MuBench.Pipeline.Scoring;

/// <summary>Adds up what a model's answers took: calls, tokens and money.</summary>
/// <param name="runId">The run: an answer that another run asked for is reused.</param>
/// <param name="costs">Adds up the money.</param>
internal sealed class UsageCounter(string runId, ResponseCosts costs)
{
    private long _calls;
    private long _reused;
    private long? _inputTokens;
    private long? _outputTokens;
    private long _implausible;

    /// <summary>What the answers took.</summary>
    public ModelUsage Usage => new()
    {
        Calls = _calls,
        Reused = _reused,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        ImplausibleUsage = _implausible,
        Usd = costs.Usd,
        SpentUsd = costs.SpentUsd,
    };

    /// <summary>Adds an answer, each once.</summary>
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
        costs.Add(record);
    }

    /// <summary>Adds an answer whose question had one already: it was paid, and counts for nothing else.</summary>
    public void AddRepeated(ResponseRecord record) => costs.AddRepeated(record);
}
