using MuBench.Models;

namespace MuBench.Cli.Running;

/// <summary>A model's counters with its rate over the last seconds.</summary>
internal sealed class RateMeter(ModelProgress model, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, int Answered)> _samples = new();
    private string? _shown;

    /// <summary>The counters.</summary>
    public ModelProgress Model { get; } = model;

    /// <summary>Answers per second that are not from the response log, over the last ten seconds.</summary>
    public double PerSecond()
    {
        var now = time.GetTimestamp();
        var answered = Model.Done - Model.Reused;
        while (_samples.Count > 1 && time.GetElapsedTime(_samples.Peek().At, now) > Window)
            _samples.Dequeue();
        _samples.Enqueue((now, answered));
        var (since, before) = _samples.Peek();
        var seconds = time.GetElapsedTime(since, now).TotalSeconds;
        return seconds > 0 && Model.State == "evaluating" ? (answered - before) / seconds : 0;
    }

    /// <summary>How long the endpoint still wants to be left alone; null where it does not.</summary>
    public TimeSpan? UntilPause() =>
        Model.WaitingUntil is { } until && until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;

    /// <summary>Whether anything worth a line has changed since the last call.</summary>
    public bool HasChanged()
    {
        var now = $"{Model.Done} {Model.Failed} {Model.State} {Model.Waiting}";
        var changed = now != _shown && Model.State != "queued";
        _shown = now;
        return changed;
    }
}
