namespace MuBench.Imaging.Structure;

/// <summary>An entry of a directory. Small values are in the entry itself.</summary>
internal readonly record struct TiffField(ushort Tag, ushort Type, long Count, long At)
{
    public static TiffField Read(StructureReader reader, long entry, bool big)
    {
        const string What = "the directory";
        var type = reader.UInt16(entry + 2, What);
        var count = big ? TiffDirectory.Offset(reader, reader.UInt64(entry + 4, What)) : reader.UInt32(entry + 4, What);
        var at = entry + (big ? 12 : 8);
        if (count * Width(type) > (big ? 8 : 4))
            at = big ? TiffDirectory.Offset(reader, reader.UInt64(at, What)) : reader.UInt32(at, What);
        return new TiffField(reader.UInt16(entry, What), type, count, at);
    }

    public long Value(StructureReader reader, long index)
    {
        const string What = "the strip table";
        return Type switch
        {
            1 => reader.Byte(At + index, What),
            3 => reader.UInt16(At + 2 * index, What),
            4 => reader.UInt32(At + 4 * index, What),
            16 => TiffDirectory.Offset(reader, reader.UInt64(At + 8 * index, What)),
            _ => throw reader.Damaged($"tag {Tag} has the unexpected type {Type}"),
        };
    }

    private static int Width(ushort type) => type switch
    {
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 1,
    };
}
