using System.Collections.Concurrent;
using MuBench.Telemetry;

namespace MuBench.Throttling;

/// <summary>The progress of a model: counters that many threads increase and a display reads.</summary>
public sealed class ModelProgress(string modelId, int questions)
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    private int _done;
    private int _reused;
    private int _failed;
    private int _asked;
    private int _inFlight;
    private int _started;
    private int _waiting;
    private long _waitingUntil;
    private long _inputTokens;
    private long _outputTokens;
    private long _nanoUsd;
    private int _unpriced;
    private long _earlierInputTokens;
    private long _earlierOutputTokens;
    private long _earlierNanoUsd;
    private decimal? _scoredUsd;
    private readonly ConcurrentDictionary<int, bool> _recovered = new();
    private readonly TaskCompletionSource _allAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOutOfBudget;
    private volatile string? _state;
    private volatile string? _detail;
    private volatile string? _outage;
    private volatile string? _refusal;
    private volatile bool _hasAnswer;
    private volatile string? _stopReason;

    /// <summary>The model's id.</summary>
    public string ModelId { get; } = modelId;

    /// <summary>The model's kind, as a tag of metrics; null if it is not set.</summary>
    public string? Kind { get; init; }

    /// <summary>Number of questions of the run.</summary>
    public int Questions { get; } = questions;

    /// <summary>Number of questions with a complete response, including reused ones.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Number of questions whose response was in the response log.</summary>
    public int Reused => Volatile.Read(ref _reused);

    /// <summary>Number of questions that failed.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>
    /// Completes when every question of the run was asked or found answered. Calls in flight are then the last ones of
    /// the run.
    /// </summary>
    public Task AllAsked => _allAsked.Task;

    /// <summary>Number of calls in flight.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Number of calls that were started.</summary>
    internal int Started => Volatile.Read(ref _started);

    /// <summary>Number of questions that wait to be asked again.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>End of the waiting time that the endpoint asked for; null if there is none.</summary>
    public DateTimeOffset? WaitingUntil =>
        Volatile.Read(ref _waitingUntil) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Input tokens of the responses in this run.</summary>
    public long InputTokens => Volatile.Read(ref _inputTokens);

    /// <summary>Output tokens of the responses in this run.</summary>
    public long OutputTokens => Volatile.Read(ref _outputTokens);

    /// <summary>The amount that this process spent in US dollars; null if the price of a response is not known.</summary>
    public decimal? Usd => Volatile.Read(ref _unpriced) == 0 ? Volatile.Read(ref _nanoUsd) / NanoPerUsd : null;

    /// <summary>Input tokens of the run's earlier processes.</summary>
    public long EarlierInputTokens => Volatile.Read(ref _earlierInputTokens);

    /// <summary>Output tokens of the run's earlier processes.</summary>
    public long EarlierOutputTokens => Volatile.Read(ref _earlierOutputTokens);

    /// <summary>
    /// The cost of the model for the run so far, in US dollars: by this process and earlier ones, with calls without a
    /// response at their maximum. After scoring it is the cost in the model's scores. Null if the price of a response
    /// is not known.
    /// </summary>
    public decimal? SpentUsd => _scoredUsd ?? Usd + (Volatile.Read(ref _earlierNanoUsd) / NanoPerUsd);

    /// <summary>Whether the model asks no more questions because the run's budget has no room for them.</summary>
    public bool IsOutOfBudget
    {
        get => _isOutOfBudget;
        set => _isOutOfBudget = value;
    }

    /// <summary>
    /// The state of the model: <c>preparing</c>, <c>evaluating</c>, <c>scoring</c>, <c>done</c>, <c>stopped</c>, <c>out
    /// of budget</c>.
    /// </summary>
    public string State
    {
        get => _state ?? "queued";
        set => _state = value;
    }

    /// <summary>A detail of the state, such as what the model waits for; null for none.</summary>
    public string? Detail
    {
        get => _detail;
        set => _detail = value;
    }

    /// <summary>What the model waits for while its endpoint cannot be reached, as text; null if it does not wait for it.</summary>
    public string? Outage
    {
        get => _outage;
        set => _outage = value;
    }

    /// <summary>The latest rate-limit refusal, as text, while nothing else has come from the endpoint; null after the first response.</summary>
    public string? Refusal => _hasAnswer ? null : _refusal;

    /// <summary>Why the model was stopped; null if it was not.</summary>
    public string? StopReason
    {
        get => _stopReason;
        set => _stopReason = value;
    }

    /// <summary>Counts questions found in the response log.</summary>
    public void AddReused(int count)
    {
        Interlocked.Add(ref _reused, count);
        Interlocked.Add(ref _done, count);
        Instruments.Count("reused", Kind, count);
        CompleteAsking();
    }

    /// <summary>Counts questions that are asked for the first time: one, or several identical ones.</summary>
    public void AddAsked(int count)
    {
        Interlocked.Add(ref _asked, count);
        CompleteAsking();
    }

    /// <summary>Counts a complete response to one question or to several identical ones.</summary>
    public void AddAnswered(int questions, long inputTokens, long outputTokens, decimal? usd)
    {
        _hasAnswer = true;
        Interlocked.Add(ref _done, questions);
        Interlocked.Add(ref _inputTokens, inputTokens);
        Interlocked.Add(ref _outputTokens, outputTokens);
        Instruments.Count("answered", Kind, questions);
        Instruments.Spend(Kind, usd ?? 0);
        if (usd is { } known)
            Interlocked.Add(ref _nanoUsd, (long)(known * NanoPerUsd));
        else
            Volatile.Write(ref _unpriced, 1);
    }

    /// <summary>Keeps the text of a rate-limit refusal.</summary>
    public void SetRefusal(string text) => _refusal = text;

    /// <summary>Counts what calls without a response may have cost.</summary>
    public void AddSpending(decimal usd)
    {
        Instruments.Spend(Kind, usd);
        Interlocked.Add(ref _nanoUsd, (long)(usd * NanoPerUsd));
    }

    /// <summary>Whether the spending of earlier processes on a shard is still to be counted; true only once per shard.</summary>
    public bool BeginRecovery(int shard) => _recovered.TryAdd(shard, true);

    /// <summary>Counts the spending of earlier processes of the run; null for an unknown cost.</summary>
    public void AddEarlierSpending(long inputTokens, long outputTokens, decimal? usd)
    {
        Interlocked.Add(ref _earlierInputTokens, inputTokens);
        Interlocked.Add(ref _earlierOutputTokens, outputTokens);
        if (usd is { } known)
            Interlocked.Add(ref _earlierNanoUsd, (long)(known * NanoPerUsd));
        else
            Volatile.Write(ref _unpriced, 1);
    }

    /// <summary>Sets the cost from the model's scores; null if it is unknown.</summary>
    public void SetScoredUsd(decimal? usd) => _scoredUsd = usd;

    /// <summary>Counts failed questions.</summary>
    public void AddFailed(int count)
    {
        Interlocked.Add(ref _failed, count);
        Instruments.Count("failed", Kind, count);
    }

    /// <summary>Counts a call that starts (+1) or ends (-1).</summary>
    public void AddInFlight(int change)
    {
        Interlocked.Add(ref _inFlight, change);
        if (change > 0)
            Interlocked.Add(ref _started, change);
    }

    /// <summary>Counts a question that starts (+1) or stops (-1) waiting.</summary>
    public void AddWaiting(int change) => Interlocked.Add(ref _waiting, change);

    /// <summary>Records the end of the waiting time that the endpoint asked for.</summary>
    public void PauseUntil(DateTimeOffset until) => Volatile.Write(ref _waitingUntil, until.UtcTicks);

    private void CompleteAsking()
    {
        if (Questions > 0 && Volatile.Read(ref _asked) + Reused >= Questions)
            _allAsked.TrySetResult();
    }
}
