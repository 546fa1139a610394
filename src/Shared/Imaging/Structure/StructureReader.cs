using System.Buffers.Binary;

namespace MuBench.Imaging.Structure;

/// <summary>Reads numbers at offsets of an encoded image. An offset beyond the end is reported as a truncated image.</summary>
internal readonly ref struct StructureReader(ReadOnlySpan<byte> bytes, string format, bool littleEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The bytes at an offset; throws if they are not all present.</summary>
    public ReadOnlySpan<byte> Slice(long offset, long length, string what)
    {
        Require(offset, length, what);
        return _bytes.Slice((int)offset, (int)length);
    }

    public void Require(long offset, long length, string what)
    {
        if (!Has(offset, length))
            throw Truncated(what);
    }

    public bool Has(long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= _bytes.Length && length <= _bytes.Length - offset;

    public byte Byte(long offset, string what) => Slice(offset, 1, what)[0];

    public ushort UInt16(long offset, string what)
    {
        var slice = Slice(offset, 2, what);
        return littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(slice) : BinaryPrimitives.ReadUInt16BigEndian(slice);
    }

    public uint UInt32(long offset, string what)
    {
        var slice = Slice(offset, 4, what);
        return littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(slice) : BinaryPrimitives.ReadUInt32BigEndian(slice);
    }

    public ulong UInt64(long offset, string what)
    {
        var slice = Slice(offset, 8, what);
        return littleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(slice) : BinaryPrimitives.ReadUInt64BigEndian(slice);
    }

    public ImageException Truncated(string what) =>
        new($"The {format} image is truncated: it ends after {_bytes.Length} bytes, in {what}.");

    public ImageException Damaged(string why) => new($"The {format} image is damaged: {why}.");
}
