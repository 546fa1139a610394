namespace MuBench.Inference.Batching;

/// <summary>How a batcher works.</summary>
/// <param name="Size">Most items of a pass.</param>
/// <param name="Delay">Longest time that an item waits for others.</param>
/// <param name="Device">What passes run on.</param>
/// <param name="Observer">Who is told of what happens.</param>
/// <param name="Time">The clock.</param>
internal sealed record BatchSettings(int Size, TimeSpan Delay, Device Device, BatchObserver Observer, TimeProvider Time);
