namespace MuBench.Inference.Batching;

/// <summary>Who is told of what a batcher does.</summary>
/// <param name="Waited">An item's time from its arrival to its pass.</param>
/// <param name="Ran">A pass: its items, and how long it took.</param>
/// <param name="Abandoned">An item that nobody waited for any more, and that was in no pass.</param>
internal sealed record BatchObserver(Action<TimeSpan> Waited, Action<int, TimeSpan> Ran, Action Abandoned);
