namespace MuBench.Inference.Batching;

/// <summary>The right to run a forward pass. All models share it: passes beside each other would only take turns.</summary>
/// <param name="passes">Passes at once: one on the processor, which uses every core by itself; two on a GPU, so that the input of one is copied while another runs.</param>
internal sealed class Device(int passes) : IDisposable
{
    private readonly SemaphoreSlim _free = new(passes, passes);

    /// <summary>Passes at once.</summary>
    public int Passes { get; } = passes;

    /// <summary>Waits for the device; dispose the result to leave it.</summary>
    public async ValueTask<DevicePermit> EnterAsync()
    {
        await _free.WaitAsync().ConfigureAwait(false);
        return new DevicePermit(_free);
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    /// <summary>A turn on the device.</summary>
    internal readonly struct DevicePermit(SemaphoreSlim free) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => free.Release();
    }
}
