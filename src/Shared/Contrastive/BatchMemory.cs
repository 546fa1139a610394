using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MuBench.Contrastive;

/// <summary>
/// Memory for batches, kept for later batches. If a GPU copies from it, it is page-locked, because the GPU then reads it several
/// times faster. Thread-safe.
/// </summary>
internal sealed class BatchMemory : IDisposable
{
    private readonly ConcurrentBag<OrtValue> _free = [];
    private readonly OrtAllocator _allocator;

    /// <param name="session">The session that runs the batches.</param>
    /// <param name="gpu">The index of its NVIDIA GPU; null for the processor.</param>
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

    /// <summary>Rents at least this many bytes.</summary>
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

    /// <summary>A tensor in the first bytes of rented memory, valid until the memory is returned.</summary>
    public static unsafe OrtValue Tensor(OrtValue memory, TensorElementType type, long[] shape, long bytes)
    {
        // Declared as plain memory, although it may be page-locked. ONNX Runtime does not copy memory that it knows the GPU can reach;
        // the first layer would then read every pixel over the bus, as often as it uses it.
        fixed (byte* start = memory.GetTensorMutableDataAsSpan<byte>())
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)start, bytes); // unmanaged memory, which the garbage collector does not move
    }

    /// <summary>Returns memory.</summary>
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
