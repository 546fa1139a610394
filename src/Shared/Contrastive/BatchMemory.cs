using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MuBench.Contrastive;

/// <summary>
/// Memory in which batches are put together, kept for later ones. Where a GPU copies from it, it is page-locked: the GPU
/// then reads it by itself, at several times the speed. Safe on many threads.
/// </summary>
internal sealed class BatchMemory : IDisposable
{
    private readonly ConcurrentBag<OrtValue> _free = [];
    private readonly OrtAllocator _allocator;

    /// <param name="session">The session that the batches are for.</param>
    /// <param name="gpu">The number of the NVIDIA GPU that it runs on; null for the processor.</param>
    public BatchMemory(InferenceSession session, int? gpu)
    {
        if (gpu is not { } device)
        {
            _allocator = OrtAllocator.DefaultInstance;
            return;
        }

        using var info = new OrtMemoryInfo("CudaPinned"u8.ToArray(), OrtAllocatorType.DeviceAllocator, device, OrtMemType.CpuOutput);
        _allocator = new OrtAllocator(session, info);
    }

    /// <summary>Takes at least so many bytes.</summary>
    public OrtValue Rent(long bytes)
    {
        if (_free.TryTake(out var kept))
        {
            if (kept.GetTensorTypeAndShape().Shape[0] >= bytes)
                return kept;
            kept.Dispose();
        }

        return OrtValue.CreateAllocatedTensorValue(_allocator, TensorElementType.UInt8, [bytes]);
    }

    /// <summary>A tensor in the first bytes of rented memory, valid until that is given back.</summary>
    public static unsafe OrtValue Tensor(OrtValue memory, TensorElementType type, long[] shape, long bytes)
    {
        // Called plain memory, although it may be page-locked: what ONNX Runtime knows to be within reach of the GPU it does
        // not copy at all, and the first layer would read every pixel over the bus as often as it needs it.
        fixed (byte* start = memory.GetTensorMutableDataAsSpan<byte>())
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)start, bytes); // not the collector's: it does not move
    }

    /// <summary>Gives memory back.</summary>
    public void Return(OrtValue memory) => _free.Add(memory);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryTake(out var kept))
            kept.Dispose();
        if (_allocator != OrtAllocator.DefaultInstance)
            _allocator.Dispose();
    }
}
