namespace MuBench.Inference.Batching;

/// <summary>Limits the forward passes that run at once. All models share it: concurrent passes would only slow each other down.</summary>
/// <param name="passes">Passes at once: one on the processor, because a pass uses every core; two on a GPU, so that the input of one is copied while the other runs.</param>
internal sealed class Device(int passes) : IDisposable
{
    private readonly SemaphoreSlim _free = new(passes, passes);

    /// <summary>Number of passes at once.</summary>
    public int Passes { get; } = passes;

    /// <summary>Waits for a permit to run a pass; dispose the result to release it.</summary>
    public async ValueTask<DevicePermit> EnterAsync()
    {
        await _free.WaitAsync().ConfigureAwait(false);
        return new DevicePermit(_free);
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    /// <summary>The permit to run one forward pass.</summary>
    internal readonly struct DevicePermit(SemaphoreSlim free) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => free.Release();
    }
}
