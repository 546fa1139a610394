namespace MuBench.Storage.Disk;

/// <summary>
/// Memory on the local disk in which one process keeps copies of what it has read from a remote store. It has a maximum size. Its space is released with the last
/// reference to it, and when the process ends. Safe for concurrent use.
/// </summary>
/// <param name="folder">The folder of its temporary files, which is created at the first use.</param>
/// <param name="maxBytes">The maximum size. Half of the space that is free in the folder at the first use is a further maximum.</param>
public sealed class SpoolFile(string folder, long maxBytes)
{
    /// <summary>The maximum size unless another one is given: all images of μ-Bench fit.</summary>
    public const long DefaultMaxBytes = 4L << 30;

    private const int SegmentBytes = 64 << 20;

    private readonly Lock _lock = new();
    private long _left = maxBytes;
    private bool _isOpen;
    private Memory<byte> _rest;

    /// <summary>Takes memory for a copy. False if it does not fit any more, or if the folder cannot be written to: then nothing more is kept.</summary>
    /// <param name="length">Number of bytes.</param>
    /// <param name="memory">The memory, which its caller fills.</param>
    public bool TryTake(int length, out Memory<byte> memory)
    {
        lock (_lock)
        {
            if (_rest.Length < length && !TryOpen(length))
            {
                memory = default;
                return false;
            }

            (memory, _rest) = (_rest[..length], _rest[length..]);
            return true;
        }
    }

    private bool TryOpen(int length)
    {
        try
        {
            if (!_isOpen)
            {
                Directory.CreateDirectory(folder);
                _left = Math.Min(_left, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / 2);
                _isOpen = true;
            }

            var size = (int)Math.Min(_left, Math.Max(length, SegmentBytes));
            if (size < length)
                return false;
            _rest = MappedSegment.Create(folder, size).Memory;
            _left -= size;
            return true;
        }
        catch (Exception fault) when (DiskFaults.IsFault(fault))
        {
            _left = 0; // copies only save requests: without them everything is read from the store
            return false;
        }
    }
}
