using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace MuBench.Storage.Disk;

/// <summary>
/// Memory that is a temporary file, so that the operating system can move it to the disk. The file is deleted when its process closes it; on Unix its name is removed
/// at once, so that a killed process leaves nothing. The memory is released with the last reference to it.
/// </summary>
internal sealed unsafe class MappedSegment : MemoryManager<byte>
{
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;
    private readonly int _length;

    private MappedSegment(SafeMemoryMappedViewHandle view, long offset, int length)
    {
        (_view, _length) = (view, length);
        _start = (byte*)view.DangerousGetHandle() + offset; // this object keeps the handle, and what refers to the memory keeps this object
    }

    /// <summary>Reserves a file of the given size in a folder, which is created if it is missing.</summary>
    /// <exception cref="IOException">There is no space, or the folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static MappedSegment Create(string folder, int length)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Join(folder, Path.GetRandomFileName());
        // The space is reserved: without it, writing to the memory on a full disk would end the process.
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose, length);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        using var map = MemoryMappedFile.CreateFromFile(file, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        var view = map.CreateViewAccessor(0, length);
        return new MappedSegment(view.SafeMemoryMappedViewHandle, view.PointerOffset, length);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => _view.IsClosed ? throw new ObjectDisposedException(nameof(MappedSegment)) : new(_start, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, pinnable: this); // it does not move, and the handle keeps it

    /// <inheritdoc/>
    public override void Unpin()
    {
        // The memory never moves.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The handle's own finalizer releases the memory, once nothing refers to this object: a reader may hold a part of the memory for long.
    }
}
