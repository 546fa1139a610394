using System.Buffers;
using System.Runtime.InteropServices;

namespace MuBench.Imaging;

/// <summary>Memory that goes back to the system the moment it is freed, where a pool or the garbage collector would keep it. It has to be disposed: nothing else frees it.</summary>
internal sealed unsafe class NativeBuffer : MemoryManager<byte>
{
    private readonly int _length;
    private byte* _start;

    /// <summary>Takes memory; its content is undefined.</summary>
    public NativeBuffer(int length)
    {
        _length = length;
        _start = (byte*)NativeMemory.Alloc((nuint)length);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => _start is not null ? new Span<byte>(_start, _length) : throw new ObjectDisposedException(nameof(NativeBuffer));

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_start);
        _start = null;
    }
}
