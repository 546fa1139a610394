using MuBench.Models;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Evaluating;

/// <summary>A sliding window over shards of one model: the open shards, and the sums of the ended ones.</summary>
/// <param name="plan">The run's plan.</param>
/// <param name="request">The shards, in the order in which they are opened.</param>
/// <param name="evaluate">Evaluates one shard; asks nothing new once its token fires.</param>
/// <param name="closed">Called after every shard; null for none.</param>
/// <param name="waits">Called with the number of shards that others ask now, whenever that is all that is left; with 0 when it is not any more.</param>
/// <param name="time">The clock.</param>
/// <param name="draining">Once it fires, no further shard is opened, and the open ones ask nothing new.</param>
internal sealed class ShardWindow(
    RunPlan plan, EvaluateShardsRequest request, Func<EvaluateShardRequest, CancellationToken, Task<EvaluateShardResult>> evaluate,
    Action<EvaluateShardResult>? closed, Action<int> waits, TimeProvider time, CancellationToken draining) : IDisposable
{
    private const int MaxShards = 32;

    /// <summary>The end of one shard overlaps the start of the next.</summary>
    private const int MinShards = 2;

    /// <summary>The pause before shards that others ask are looked at again.</summary>
    private static readonly TimeSpan ClaimPause = TimeSpan.FromSeconds(1);

    private readonly int _maxQuestions = 2 * plan.ModelOf(request.ModelId).Manifest.MaxInFlight;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(draining);
    private readonly List<Task<EvaluateShardResult>> _open = [];
    private readonly SortedSet<int> _remaining = [.. request.Shards];
    private readonly Queue<int> _waiting = new(request.Shards);
    private readonly Queue<int> _claimed = new();
    private int _openQuestions;
    private int _answered;
    private int _reused;
    private int _failed;
    private string? _stopReason;
    private bool _isOutOfBudget;
    private UnreachableEndpoint? _unreachable;

    private bool IsFull => _open.Count >= MaxShards || (_open.Count >= MinShards && _openQuestions >= _maxQuestions);

    private bool HasStopped => _stopReason is not null || _isOutOfBudget || _unreachable is not null || _stop.IsCancellationRequested;

    private EvaluateShardsResult Result =>
        new(_answered, _reused, _failed, _stopReason is null && !_isOutOfBudget ? [.. _remaining] : [], _stopReason, _isOutOfBudget, _stopReason is null ? _unreachable : null);

    /// <summary>Evaluates the shards. If one throws, the others ask nothing new and end; then the exception is thrown.</summary>
    public async Task<EvaluateShardsResult> RunAsync()
    {
        while (true)
        {
            while (!IsFull && !HasStopped && _waiting.TryDequeue(out var shard))
                Open(shard);
            if (_open.Count > 0)
                await CloseOneAsync().ConfigureAwait(false);
            else if (HasStopped || !await WaitForOthersAsync().ConfigureAwait(false))
                break;
        }

        return Result;
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Waits a moment if shards are left that others ask, and then looks at them again.</summary>
    private async Task<bool> WaitForOthersAsync()
    {
        waits(_claimed.Count);
        if (_claimed.Count == 0)
            return false;
        await Task.Delay(ClaimPause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_claimed.TryDequeue(out var shard))
            _waiting.Enqueue(shard);
        return true;
    }

    private void Open(int shard)
    {
        _openQuestions += plan.Shards[shard].Questions;
        _open.Add(EvaluateAsync(shard));
    }

    private async Task<EvaluateShardResult> EvaluateAsync(int shard)
    {
        try
        {
            return await evaluate(new EvaluateShardRequest(request.RunId, request.ModelId, shard), _stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await _stop.CancelAsync().ConfigureAwait(false); // the others ask nothing new: their responses might be lost
            throw;
        }
    }

    private async Task CloseOneAsync()
    {
        var ended = await Task.WhenAny(_open).ConfigureAwait(false);
        _open.Remove(ended);
        if (!ended.IsCompletedSuccessfully)
            await ((Task)Task.WhenAll(_open)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the others end in the same way; the first exception is thrown
        var result = await ended.ConfigureAwait(false);
        if (result.IsClaimed)
        {
            _openQuestions -= plan.Shards[result.Shard].Questions;
            _claimed.Enqueue(result.Shard);
            return;
        }

        waits(0);
        Count(result);
        closed?.Invoke(result);
    }

    private void Count(EvaluateShardResult result)
    {
        _openQuestions -= plan.Shards[result.Shard].Questions;
        _answered += result.Answered;
        _reused += result.Reused;
        _failed += result.Failed;
        _stopReason ??= result.StopReason;
        _isOutOfBudget |= result.IsOutOfBudget;
        _unreachable ??= result.Unreachable;
        if (result.NotRun == 0)
            _remaining.Remove(result.Shard);
    }
}
