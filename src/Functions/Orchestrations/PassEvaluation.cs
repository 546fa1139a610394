using Microsoft.DurableTask;
using MuBench.Functions.Activities;
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

    /// <summary>Polls batches that the provider is processing, after a pause.</summary>
    private async Task<SpanResult> EvaluateLaterAsync(int span, IReadOnlyList<int> remaining, TimeSpan pause)
    {
        await context.CreateTimer(pause, CancellationToken.None);
        return await EvaluateAsync(span, remaining);
    }

    private void Reopen(SpanResult result)
    {
        var hasProgress = result.Answered > 0 || result.Remaining.Count == 0;
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
