namespace MuBench.Cli.Datasets;

/// <summary>Bytes per second over the last seconds.</summary>
internal sealed class TransferRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private readonly Queue<(long At, long Bytes)> _samples = new();

    /// <summary>Adds the number of bytes so far and returns the rate; null before the second call at a later time.</summary>
    public double? Add(long bytes)
    {
        var now = time.GetTimestamp();
        _samples.Enqueue((now, bytes));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Window)
            _samples.Dequeue();
        var (since, then) = _samples.Peek();
        var seconds = time.GetElapsedTime(since, now).TotalSeconds;
        return seconds > 0 ? (bytes - then) / seconds : null;
    }
}
