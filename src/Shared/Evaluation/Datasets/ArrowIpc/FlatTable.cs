using System.Buffers.Binary;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>
/// A table of a FlatBuffers message, read in place. Arrow's own readers of these messages are not public and do not
/// give the place of a buffer in the file, which is all that is needed here.
/// </summary>
/// <remarks>Every read is checked against the bounds of the message; a violation throws <see cref="InvalidDataException"/>.</remarks>
internal readonly struct FlatTable
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly int _position;

    private FlatTable(ReadOnlyMemory<byte> message, int position)
    {
        _message = message;
        _position = position;
    }

    /// <summary>The root table of a message.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> message) => new(message, Follow(message, 0));

    public byte Byte(int field) => Locate(field) is var at && at != 0 ? Span(at, 1)[0] : (byte)0;

    public short Int16(int field) => Locate(field) is var at && at != 0 ? BinaryPrimitives.ReadInt16LittleEndian(Span(at, 2)) : (short)0;

    public long Int64(int field) => Locate(field) is var at && at != 0 ? BinaryPrimitives.ReadInt64LittleEndian(Span(at, 8)) : 0;

    /// <summary>A table that this one refers to, or null if the field is absent.</summary>
    public FlatTable? Table(int field) => Locate(field) is var at && at != 0 ? new FlatTable(_message, Follow(_message, at)) : null;

    /// <summary>A vector of structs of two 64-bit integers: the shape of Arrow's field nodes and buffers.</summary>
    public (long First, long Second)[] Pairs(int field)
    {
        const int PairSize = 16;
        if (Locate(field) is not (not 0 and var at))
            return [];
        var vector = Follow(_message, at);
        var count = BinaryPrimitives.ReadInt32LittleEndian(Span(vector, 4));
        if (count < 0 || (long)count * PairSize > _message.Length - vector)
            throw new InvalidDataException($"its message header has a list of {count} entries, more than the message holds");
        var content = Span(vector + 4, count * PairSize);
        var pairs = new (long, long)[count];
        for (var i = 0; i < count; i++)
        {
            var pair = content.Slice(i * PairSize, PairSize);
            pairs[i] = (BinaryPrimitives.ReadInt64LittleEndian(pair), BinaryPrimitives.ReadInt64LittleEndian(pair[8..]));
        }

        return pairs;
    }

    private int Locate(int field)
    {
        // A table begins with the signed distance back to its vtable: [vtable size, table size, field offsets ...].
        var vtable = (long)_position - BinaryPrimitives.ReadInt32LittleEndian(Span(_position, 4));
        var size = BinaryPrimitives.ReadUInt16LittleEndian(Span(vtable, 2));
        var slot = 4 + (2 * field);
        if (slot + 2 > size)
            return 0;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(Span(vtable + slot, 2));
        return offset == 0 ? 0 : _position + offset;
    }

    private ReadOnlySpan<byte> Span(long at, int length) => Slice(_message, at, length);

    private static int Follow(ReadOnlyMemory<byte> message, int at)
    {
        var target = at + (long)BinaryPrimitives.ReadUInt32LittleEndian(Slice(message, at, 4));
        return target < message.Length ? (int)target : throw OutOfBounds();
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlyMemory<byte> message, long at, int length) =>
        at >= 0 && length >= 0 && at + length <= message.Length ? message.Span.Slice((int)at, length) : throw OutOfBounds();

    private static InvalidDataException OutOfBounds() => new("its message header points outside itself");
}
