using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Models;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>Evaluates a pass with a sliding window over its spans, so that a slow span does not delay the next one.</summary>
internal sealed class PassEvaluation(TaskOrchestrationContext context, PassRequest pass, PreparePassResult prepared)
{
    /// <summary>After this number of consecutive spans without a response (some minutes each) the model is stopped.</summary>
    public const int MaxConsecutiveEmptySpans = 12;

    /// <summary>After this number of polls without a new response the batches are given up. This takes days.</summary>
    public const int MaxPolls = 600;

    // How often the pause between polls is doubled: from half a minute to a quarter of an hour.
    private const int MaxPollDoublings = 5;

    // Limits the events to the run, because each one adds four events to its history.
    private const int MinQuestionsPerEvent = 1500;

    private readonly List<Task<SpanResult>> _open = [];

    // Spans whose endpoint could not be reached. They continue when one of them has got an answer.
    private readonly Queue<SpanResult> _parked = new();
    private readonly OutageWait _outage = new();
    private TimeSpan _pause;
    private bool _isTrying;
    private int _consecutiveEmptySpans;
    private int _polls;
    private int _lastReportedDone;

    /// <summary>Why the model was stopped; null if it was not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether the attempt has ended.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether questions were not asked because the budget was used up.</summary>
    public bool IsOutOfBudget { get; private set; }

    private bool IsStopped => IsCancelled || IsOutOfBudget || StopReason is not null;

    /// <summary>Evaluates all spans.</summary>
    public async Task RunAsync()
    {
        var next = 0;
        while (true)
        {
            while (!IsStopped && !_outage.IsWaiting && _open.Count < prepared.Window && (_parked.Count > 0 || next < prepared.Spans))
            {
                if (_parked.TryDequeue(out var parked))
                    Open(parked.Span, parked.Remaining);
                else
                    Open(next++, null);
            }

            // While the endpoint cannot be reached, one span is asked after a growing pause.
            _isTrying = _open.Count == 0 && !IsStopped && _parked.Count > 0;
            if (_isTrying && _parked.TryDequeue(out var waiting))
                _open.Add(EvaluateLaterAsync(waiting.Span, waiting.Remaining, _pause, isTry: true));
            if (_open.Count == 0)
                return;
            await CloseOneAsync();
        }
    }

    private void Open(int span, IReadOnlyList<int>? remaining) => _open.Add(EvaluateAsync(span, remaining));

    private Task<SpanResult> EvaluateAsync(int span, IReadOnlyList<int>? remaining, bool isTry = false) => context.CallActivityAsync<SpanResult>(
        ActivityNames.EvaluateSpan, new SpanRequest(pass.RunId, pass.Attempt, prepared.ModelId, span, remaining, isTry, pass.Wave), ActivityFailures.RetryOnLostWorker);

    /// <summary>Evaluates a span after a pause.</summary>
    private async Task<SpanResult> EvaluateLaterAsync(int span, IReadOnlyList<int> remaining, TimeSpan pause, bool isTry = false)
    {
        await context.CreateTimer(pause, CancellationToken.None);
        return await EvaluateAsync(span, remaining, isTry);
    }

    /// <summary>Keeps a span whose endpoint cannot be reached, until the model's patience is over.</summary>
    private void Park(SpanResult result, UnreachableEndpoint endpoint)
    {
        _parked.Enqueue(result);
        // The spans of one outage come back together: only a try that failed makes the pause longer.
        if (_outage.IsWaiting && !_isTrying)
            return;
        if (_outage.NextPause(endpoint, context.CurrentUtcDateTime) is { } pause)
            _pause = pause;
        else
            StopReason ??= endpoint.StopReason;
    }

    private void Reopen(SpanResult result)
    {
        if (result.Unreachable is { } endpoint)
        {
            Park(result, endpoint);
            return;
        }

        var hasProgress = result.Answered > 0 || result.Remaining.Count == 0;
        if (hasProgress)
            _outage.End();
        if (result.RetryAfterSeconds is { } pause)
        {
            _polls = hasProgress ? 0 : _polls + 1;
            if (_polls >= MaxPolls)
                StopReason ??= $"The batches were polled {MaxPolls} times without a result.";
            if (!IsStopped)
                _open.Add(EvaluateLaterAsync(result.Span, result.Remaining, TimeSpan.FromSeconds(pause * (1 << Math.Min(_polls, MaxPollDoublings)))));
            return;
        }

        _consecutiveEmptySpans = hasProgress || !prepared.IsRemote ? 0 : _consecutiveEmptySpans + 1;
        if (_consecutiveEmptySpans >= MaxConsecutiveEmptySpans)
            StopReason ??= $"The endpoint sent no response to {MaxConsecutiveEmptySpans} workers in a row, each of which waited for minutes.";
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
            // The span made several workers crash, or hit a fault in MuBench. The model's result is void; the other models continue.
            StopReason ??= RecordLimits.Reason($"A worker could not evaluate its questions: {ActivityFailures.MessageOf(exception.FailureDetails)}");
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
