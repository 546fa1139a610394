using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>Evaluates a pass: a sliding window over its spans of shards, so that a slow one never holds up the next.</summary>
internal sealed class PassEvaluation(TaskOrchestrationContext context, PassRequest pass, PreparePassResult prepared)
{
    /// <summary>So many times in a row a worker may come back from an endpoint with nothing, some minutes each.</summary>
    public const int MaxConsecutiveEmptySpans = 12;

    /// <summary>So many times batches are looked after without anything new before they are given up: days.</summary>
    public const int MaxPolls = 600;

    // The pause before batches are looked after again is doubled this often: half a minute becomes a quarter of an hour.
    private const int MaxPollDoublings = 5;

    // Each event to the run costs four of its history.
    private const int MinQuestionsPerEvent = 1500;

    private readonly List<Task<SpanResult>> _open = [];
    private int _consecutiveEmptySpans;
    private int _polls;
    private int _lastReportedDone;

    /// <summary>Why the model can answer no further question; null where it can.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether the attempt is over.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether questions were not asked for want of money.</summary>
    public bool IsOutOfBudget { get; private set; }

    private bool IsStopped => IsCancelled || IsOutOfBudget || StopReason is not null;

    /// <summary>Evaluates all spans.</summary>
    public async Task RunAsync()
    {
        for (var span = 0; span < prepared.Spans && !IsStopped; span++)
        {
            while (_open.Count >= prepared.Window && !IsStopped)
                await CloseOneAsync();
            if (!IsStopped)
                Open(span, null);
        }

        while (_open.Count > 0)
            await CloseOneAsync();
    }

    private void Open(int span, IReadOnlyList<int>? remaining) => _open.Add(EvaluateAsync(span, remaining));

    private Task<SpanResult> EvaluateAsync(int span, IReadOnlyList<int>? remaining) => context.CallActivityAsync<SpanResult>(
        ActivityNames.EvaluateSpan, new SpanRequest(pass.RunId, pass.Attempt, prepared.ModelId, span, remaining), ActivityFailures.RetryOnLostWorker);

    /// <summary>Looks after batches that lie with their provider, once a pause is over.</summary>
    private async Task<SpanResult> EvaluateLaterAsync(int span, IReadOnlyList<int> remaining, TimeSpan pause)
    {
        await context.CreateTimer(pause, CancellationToken.None);
        return await EvaluateAsync(span, remaining);
    }

    private void Reopen(SpanResult result)
    {
        var isFruitful = result.Answered > 0 || result.Remaining.Count == 0;
        if (result.RetryAfterSeconds is { } pause)
        {
            _polls = isFruitful ? 0 : _polls + 1;
            if (_polls >= MaxPolls)
                StopReason ??= $"The batches were looked after {MaxPolls} times without an answer.";
            if (!IsStopped)
                _open.Add(EvaluateLaterAsync(result.Span, result.Remaining, TimeSpan.FromSeconds(pause * (1 << Math.Min(_polls, MaxPollDoublings)))));
            return;
        }

        _consecutiveEmptySpans = isFruitful || !prepared.IsRemote ? 0 : _consecutiveEmptySpans + 1;
        if (_consecutiveEmptySpans >= MaxConsecutiveEmptySpans)
            StopReason ??= $"The endpoint gave no answer to {MaxConsecutiveEmptySpans} workers in a row, each of which waited for minutes.";
        if (result.Remaining.Count > 0 && !IsStopped)
            Open(result.Span, result.Remaining);
    }

    private async Task CloseOneAsync()
    {
        var ended = await Task.WhenAny(_open);
        _open.Remove(ended);
        SpanResult result;
        try
        {
            result = await ended;
        }
        catch (TaskFailedException exception) when (!ActivityFailures.IsUserError(exception.FailureDetails))
        {
            // It took several workers down with it, or met a fault of ours: the model's result is void, and the others go on.
            StopReason ??= $"A worker could not evaluate its questions: {ActivityFailures.MessageOf(exception.FailureDetails)}";
            return;
        }

        IsCancelled |= result.Cancelled;
        StopReason ??= result.StopReason;
        IsOutOfBudget |= result.IsOutOfBudget;
        Reopen(result);
        if (result.Status is not { } status)
            return;
        context.SetCustomStatus(status);
        if (status.Done - _lastReportedDone < Math.Max(MinQuestionsPerEvent, status.Questions / 10))
            return;
        _lastReportedDone = status.Done;
        ModelOrchestrator.ReportProgress(context, pass.RunId, status);
    }
}
