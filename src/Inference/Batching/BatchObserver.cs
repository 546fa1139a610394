namespace MuBench.Inference.Batching;

/// <summary>Callbacks of a batcher for metrics.</summary>
/// <param name="Waited">Called per item with the time from its arrival to its forward pass.</param>
/// <param name="Ran">Called per forward pass with its number of items and its duration.</param>
/// <param name="Abandoned">Called per item whose request was cancelled before its forward pass.</param>
internal sealed record BatchObserver(Action<TimeSpan> Waited, Action<int, TimeSpan> Ran, Action Abandoned);
