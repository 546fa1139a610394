using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Models;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Reporting;
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

    // The last spans return after this time at first; the time is doubled up to 320 seconds, more than a worker's own limit.
    private const int MinTailSeconds = 10;
    private const int MaxTailDoublings = 5;

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
    private int _next;
    private int _workers = 1;
    private int _returned;

    /// <summary>Whether the worker that gets the last answer scores the pass.</summary>
    public bool Scores { get; init; }

    /// <summary>Whether it then writes the report.</summary>
    public bool Reports { get; init; }

    /// <summary>The scored pass, if a worker has scored it; else null.</summary>
    public ScorePassResult? Scored { get; private set; }

    /// <summary>The report, if a worker has written it; else null.</summary>
    public WriteReportResult? Report { get; private set; }

    /// <summary>Why the model was stopped; null if it was not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether the attempt has ended.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether questions were not asked because the budget was used up.</summary>
    public bool IsOutOfBudget { get; private set; }

    /// <summary>
    /// How many spans may be open: those of the workers that evaluate the run, and as many as two more would take. What these do not take stays in the queue,
    /// so that a further worker is started and finds work. How many workers there are is known when a span returns: with one more, a third worker would have nothing
    /// to do until then.
    /// </summary>
    /// <remarks>Records from before version 2 have no number of spans per worker. Before version 3 there were the spans of one more worker.</remarks>
    private int Window => WindowWith(OrchestrationVersions.IsAtLeast(context, 3) ? 2 : 1);

    /// <summary>Whether the open spans are among the last ones, so that a worker without work could help another one.</summary>
    private bool IsTail => prepared.SpansPerWorker > 0 && prepared.Spans - _next < TailWindow;

    // More parts would add more to the history than they help.
    private int TailWindow => WindowWith(1);

    private int WindowWith(int furtherWorkers) =>
        prepared.SpansPerWorker == 0 ? prepared.Window : Math.Min(prepared.Window, prepared.SpansPerWorker * (_workers + furtherWorkers));

    private bool IsStopped => IsCancelled || IsOutOfBudget || StopReason is not null;

    /// <summary>Evaluates all spans.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            while (!IsStopped && !_outage.IsWaiting && _open.Count < Window && (_parked.Count > 0 || _next < prepared.Spans))
            {
                if (_parked.TryDequeue(out var parked))
                    Open(parked.Span, parked.Remaining);
                else
                    Open(_next++, null);
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

    private Task<SpanResult> EvaluateAsync(int span, IReadOnlyList<int>? remaining, bool isTry = false)
    {
        var request = new SpanRequest(pass.RunId, pass.Attempt, prepared.ModelId, span, remaining, isTry, pass.Wave, SecondsOf(isTry))
        {
            MinQuestions = prepared.MinQuestions, Scores = Scores, Reports = Reports,
        };
        return context.CallActivityAsync<SpanResult>(ActivityNames.EvaluateSpan, request, ActivityFailures.RetryOnLostWorker);
    }

    // The last spans come back soon, to be divided among all workers: sooner at first, so that a slow endpoint does not fill the history.
    private int? SecondsOf(bool isTry) => IsTail && !isTry ? MinTailSeconds << Math.Min(_returned / Math.Max(1, TailWindow), MaxTailDoublings) : null;

    /// <summary>Opens the rest of a span: of the last ones in parts, as many as may be open.</summary>
    private void OpenRest(int span, IReadOnlyList<int> remaining)
    {
        _returned++;
        var parts = IsTail && _next == prepared.Spans && _parked.Count == 0 ? Math.Clamp(TailWindow - _open.Count, 1, remaining.Count) : 1;
        foreach (var part in remaining.Chunk((remaining.Count + parts - 1) / parts))
            Open(span, part);
    }

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

        _consecutiveEmptySpans = hasProgress || !prepared.IsRemote ? 0 : _consecutiveEmptySpans + (result.IsHeldBack ? 0 : 1);
        if (_consecutiveEmptySpans >= MaxConsecutiveEmptySpans)
            StopReason ??= $"The endpoint sent no response to {MaxConsecutiveEmptySpans} workers in a row, each of which waited for minutes.";
        if (result.Remaining.Count > 0 && !IsStopped)
            OpenRest(result.Span, result.Remaining);
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

        (Scored, Report) = (Scored ?? result.Scored, Report ?? result.Report);
        IsCancelled |= result.Cancelled;
        _workers = Math.Max(1, result.Workers);
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
