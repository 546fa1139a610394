namespace MuBench.Inference.Batching;

/// <summary>The settings of a batcher.</summary>
/// <param name="Size">Maximum number of items of a forward pass.</param>
/// <param name="Delay">Maximum time that an item waits for further items.</param>
/// <param name="Device">The device that runs the passes.</param>
/// <param name="Observer">The callbacks for metrics.</param>
/// <param name="Time">The clock.</param>
internal sealed record BatchSettings(int Size, TimeSpan Delay, Device Device, BatchObserver Observer, TimeProvider Time);
