using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>Evaluates a pass: a sliding window over its spans of shards, so that a slow one never holds up the next.</summary>
internal sealed class PassEvaluation(TaskOrchestrationContext context, PassRequest pass, PreparedPass prepared)
{
    /// <summary>So many times in a row a worker may come back from an endpoint with nothing, some minutes each.</summary>
    public const int MostFruitless = 12;

    /// <summary>So many times batches are looked after without anything new before they are given up: days.</summary>
    public const int MostPolls = 600;

    // The pause before batches are looked after again is doubled this often: half a minute becomes a quarter of an hour.
    private const int MostDoublings = 5;

    // Each event to the run costs four of its history.
    private const int LeastQuestionsPerEvent = 1500;

    private readonly List<Task<SpanResult>> _open = [];
    private int _fruitless;
    private int _polls;
    private int _told;

    /// <summary>Why the model can answer no further question; null where it can.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether the attempt is over.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>Whether questions were not asked for want of money.</summary>
    public bool IsOutOfBudget { get; private set; }

    private bool Stops => Cancelled || IsOutOfBudget || StopReason is not null;

    /// <summary>Evaluates all spans.</summary>
    public async Task RunAsync()
    {
        for (var span = 0; span < prepared.Spans && !Stops; span++)
        {
            while (_open.Count >= prepared.Window && !Stops)
                await CloseOneAsync();
            if (!Stops)
                Open(span, null);
        }

        while (_open.Count > 0)
            await CloseOneAsync();
    }

    private void Open(int span, IReadOnlyList<int>? remaining) => _open.Add(EvaluateAsync(span, remaining));

    private Task<SpanResult> EvaluateAsync(int span, IReadOnlyList<int>? remaining) => context.CallActivityAsync<SpanResult>(
        ActivityNames.EvaluateSpan, new SpanRequest(pass.RunId, pass.Attempt, prepared.ModelId, span, remaining), Faults.LostWorker);

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
            if (_polls >= MostPolls)
                StopReason ??= $"The batches were looked after {MostPolls} times without an answer.";
            if (!Stops)
                _open.Add(EvaluateLaterAsync(result.Span, result.Remaining, TimeSpan.FromSeconds(pause * (1 << Math.Min(_polls, MostDoublings)))));
            return;
        }

        _fruitless = isFruitful || !prepared.IsRemote ? 0 : _fruitless + 1;
        if (_fruitless >= MostFruitless)
            StopReason ??= $"The endpoint gave no answer to {MostFruitless} workers in a row, each of which waited for minutes.";
        if (result.Remaining.Count > 0 && !Stops)
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
        catch (TaskFailedException exception) when (!Faults.IsUsers(exception.FailureDetails))
        {
            // It took several workers down with it, or met a fault of ours: the model's result is void, and the others go on.
            StopReason ??= $"A worker could not evaluate its questions: {Faults.MessageOf(exception.FailureDetails)}";
            return;
        }

        Cancelled |= result.Cancelled;
        StopReason ??= result.StopReason;
        IsOutOfBudget |= result.IsOutOfBudget;
        Reopen(result);
        if (result.Status is not { } status)
            return;
        context.SetCustomStatus(status);
        if (status.Done - _told < Math.Max(LeastQuestionsPerEvent, status.Questions / 10))
            return;
        _told = status.Done;
        ModelOrchestrator.Tell(context, pass.RunId, status);
    }
}
