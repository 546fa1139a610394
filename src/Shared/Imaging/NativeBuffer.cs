using System.Buffers;
using System.Runtime.InteropServices;

namespace MuBench.Imaging;

/// <summary>
/// Memory that returns to the system as soon as it is disposed; a pool or the garbage collector would keep it. It has no
/// finalizer: it must be disposed.
/// </summary>
internal sealed unsafe class NativeBuffer : MemoryManager<byte>
{
    private readonly int _length;
    private byte* _start;

    /// <summary>Allocates memory; its content is undefined.</summary>
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
