using MuBench.Throttling;

namespace MuBench.Pipeline.Progress;

/// <summary>The rate of a model's responses over the last seconds.</summary>
public sealed class RateMeter(ModelProgress model, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, int Answered)> _samples = new();

    /// <summary>
    /// New responses per second, without those from the response log, over the last ten seconds; 0 if the model is not
    /// being evaluated.
    /// </summary>
    public double PerSecond()
    {
        var now = time.GetTimestamp();
        var answered = model.Done - model.Reused;
        while (_samples.Count > 1 && time.GetElapsedTime(_samples.Peek().At, now) > Window)
            _samples.Dequeue();
        _samples.Enqueue((now, answered));
        var (since, before) = _samples.Peek();
        var seconds = time.GetElapsedTime(since, now).TotalSeconds;
        return seconds > 0 && model.State == ModelStates.Evaluating ? (answered - before) / seconds : 0;
    }
}
