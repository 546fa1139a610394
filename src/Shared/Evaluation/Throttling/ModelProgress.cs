using System.Collections.Concurrent;
using MuBench.Telemetry;

namespace MuBench.Throttling;

/// <summary>How far a model is: counters that many threads raise and a display reads.</summary>
public sealed class ModelProgress(string modelId, int questions)
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    private int _done;
    private int _reused;
    private int _failed;
    private int _asked;
    private int _inFlight;
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
    private volatile string? _stopReason;

    /// <summary>The model's id.</summary>
    public string ModelId { get; } = modelId;

    /// <summary>The model's kind, for whoever counts by it; null if nobody said.</summary>
    public string? Kind { get; init; }

    /// <summary>Questions of the run.</summary>
    public int Questions { get; } = questions;

    /// <summary>Questions with a complete answer, reused ones included.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Questions whose answer was found in the response log.</summary>
    public int Reused => Volatile.Read(ref _reused);

    /// <summary>Questions that failed.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Completes when every question of the run has been asked or was found answered: what is in flight then is the end of the run.</summary>
    public Task AllAsked => _allAsked.Task;

    /// <summary>Calls in flight.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Questions that wait to be asked again.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Until when the endpoint asked to be left alone; null if it did not.</summary>
    public DateTimeOffset? WaitingUntil =>
        Volatile.Read(ref _waitingUntil) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Input tokens of the answers had in this run.</summary>
    public long InputTokens => Volatile.Read(ref _inputTokens);

    /// <summary>Output tokens of the answers had in this run.</summary>
    public long OutputTokens => Volatile.Read(ref _outputTokens);

    /// <summary>What this process spent, in US dollars; null if the price of an answer is not known.</summary>
    public decimal? Usd => Volatile.Read(ref _unpriced) == 0 ? Volatile.Read(ref _nanoUsd) / NanoPerUsd : null;

    /// <summary>Input tokens of the run's earlier processes.</summary>
    public long EarlierInputTokens => Volatile.Read(ref _earlierInputTokens);

    /// <summary>Output tokens of the run's earlier processes.</summary>
    public long EarlierOutputTokens => Volatile.Read(ref _earlierOutputTokens);

    /// <summary>
    /// What the model cost the run so far, in US dollars: by this process and by earlier ones, calls without an answer at their most.
    /// Once the model is scored it is what its report says. Null if the price of an answer is not known.
    /// </summary>
    public decimal? SpentUsd => _scoredUsd ?? Usd + (Volatile.Read(ref _earlierNanoUsd) / NanoPerUsd);

    /// <summary>Whether the model no longer asks because the run's budget has no room for its calls.</summary>
    public bool IsOutOfBudget
    {
        get => _isOutOfBudget;
        set => _isOutOfBudget = value;
    }

    /// <summary>What the model is at, in one word: <c>preparing</c>, <c>evaluating</c>, <c>scoring</c>, <c>done</c>, <c>stopped</c>, <c>out of budget</c>.</summary>
    public string State
    {
        get => _state ?? "queued";
        set => _state = value;
    }

    /// <summary>What the state means just now, such as what is waited for; null for nothing.</summary>
    public string? Detail
    {
        get => _detail;
        set => _detail = value;
    }

    /// <summary>Why the model was stopped, or null.</summary>
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

    /// <summary>Counts questions that are asked for the first time: one, or several copies of it.</summary>
    public void AddAsked(int count)
    {
        Interlocked.Add(ref _asked, count);
        CompleteAsking();
    }

    /// <summary>Counts a complete answer to one question or to several copies of it.</summary>
    public void AddAnswered(int questions, long inputTokens, long outputTokens, decimal? usd)
    {
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

    /// <summary>Counts what calls without an answer may have cost.</summary>
    public void AddSpending(decimal usd)
    {
        Instruments.Spend(Kind, usd);
        Interlocked.Add(ref _nanoUsd, (long)(usd * NanoPerUsd));
    }

    /// <summary>Whether what earlier processes spent on a shard is still to be counted; true once for each.</summary>
    public bool BeginRecovery(int shard) => _recovered.TryAdd(shard, true);

    /// <summary>Counts what earlier processes of the run spent; an unknown cost is null.</summary>
    public void AddEarlierSpending(long inputTokens, long outputTokens, decimal? usd)
    {
        Interlocked.Add(ref _earlierInputTokens, inputTokens);
        Interlocked.Add(ref _earlierOutputTokens, outputTokens);
        if (usd is { } known)
            Interlocked.Add(ref _earlierNanoUsd, (long)(known * NanoPerUsd));
        else
            Volatile.Write(ref _unpriced, 1);
    }

    /// <summary>Takes over what the model's scores say that it cost the run; null if they do not know.</summary>
    public void SetScoredUsd(decimal? usd) => _scoredUsd = usd;

    /// <summary>Counts failed questions.</summary>
    public void AddFailed(int count)
    {
        Interlocked.Add(ref _failed, count);
        Instruments.Count("failed", Kind, count);
    }

    /// <summary>Counts a call that begins (+1) or ends (-1).</summary>
    public void AddInFlight(int change) => Interlocked.Add(ref _inFlight, change);

    /// <summary>Counts a question that begins (+1) or ends (-1) to wait.</summary>
    public void AddWaiting(int change) => Interlocked.Add(ref _waiting, change);

    /// <summary>Notes until when the endpoint asked to be left alone.</summary>
    public void PauseUntil(DateTimeOffset until) => Volatile.Write(ref _waitingUntil, until.UtcTicks);

    private void CompleteAsking()
    {
        if (Questions > 0 && Volatile.Read(ref _asked) + Reused >= Questions)
            _allAsked.TrySetResult();
    }
}
