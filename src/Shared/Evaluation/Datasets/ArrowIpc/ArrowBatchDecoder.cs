using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>
/// Reads one record batch. The requested columns go into memory; of the images only their places in the file are kept.
/// A batch of the release can hold hundreds of megabytes of images and a few megabytes of everything else.
/// </summary>
/// <remarks>
/// A record batch lists its field nodes and buffers in depth-first order of the schema; each type has a fixed set
/// of them (Arrow columnar format, "Serialization and Interprocess Communication").
/// </remarks>
internal sealed class ArrowBatchDecoder
{
    private readonly ArrowStreamFile _file;
    private readonly ArrowMessage _message;
    private readonly (long Length, long NullCount)[] _nodes;
    private readonly (long Offset, long Length)[] _buffers;
    private readonly int _length;
    private int _node;
    private int _buffer;

    private ArrowBatchDecoder(ArrowStreamFile file, ArrowMessage message)
    {
        _file = file;
        _message = message;
        var header = file.HeaderOf(message);
        _length = ToInt32(header.Int64(0), "rows");
        _nodes = header.Pairs(1);
        _buffers = header.Pairs(2);
    }

    /// <summary>Whether this decoder can count the buffers of every column's type, including columns that are not requested.</summary>
    public static bool Decodes(Schema schema) => schema.FieldsList.All(field => Decodes(field.DataType));

    /// <exception cref="InvalidDataException">The batch contradicts itself or the file.</exception>
    public static ArrowBatch Read(ArrowStreamFile file, ArrowMessage message, IReadOnlySet<string> columns, string imageColumn)
    {
        var decoder = new ArrowBatchDecoder(file, message);
        var arrays = new Dictionary<string, IArrowArray>();
        IReadOnlyList<ImageSpan> images = [];
        foreach (var field in file.Schema.FieldsList)
        {
            if (field.Name == imageColumn)
                images = decoder.ReadImages(field.DataType, decoder._length);
            else if (columns.Contains(field.Name))
                arrays[field.Name] = ArrowArrayFactory.BuildArray(decoder.ReadArray(field.DataType, decoder._length));
            else
                decoder.Skip(field.DataType);
        }

        return new ArrowBatch(decoder._length, arrays, images);
    }

    private static bool Decodes(IArrowType type) => type switch
    {
        NullType or StringType or BinaryType or LargeStringType or LargeBinaryType => true,
        DictionaryType => false,
        FixedWidthType => true,
        StructType or ListType or LargeListType or FixedSizeListType or MapType => ((NestedType)type).Fields.All(field => Decodes(field.DataType)),
        _ => false, // views, unions, run ends
    };

    private static int BuffersOf(IArrowType type) => type switch
    {
        NullType => 0,
        StructType or FixedSizeListType => 1,
        StringType or BinaryType or LargeStringType or LargeBinaryType => 3,
        _ => 2,
    };

    private static bool HasWideOffsets(IArrowType type) => type is LargeStringType or LargeBinaryType or LargeListType;

    private static IReadOnlyList<Field> ChildrenOf(IArrowType type) => type is NestedType nested ? nested.Fields : [];

    private static int ToInt32(long value, string what) =>
        value is >= 0 and <= int.MaxValue ? (int)value : throw new InvalidDataException($"a column announces {value:N0} {what}");

    private void Skip(IArrowType type)
    {
        NextNode(0);
        _buffer += BuffersOf(type);
        foreach (var child in ChildrenOf(type))
            Skip(child.DataType);
    }

    private ImageSpan[] ReadImages(IArrowType type, int rows)
    {
        if (type is not StructType structure)
            return ReadSpans(type, rows, null);
        var (length, nulls) = NextNode(rows);
        var validity = ReadValidity(length, nulls);
        var spans = new ImageSpan[rows];
        foreach (var child in structure.Fields)
        {
            if (child.Name == "bytes")
                spans = ReadSpans(child.DataType, rows, validity);
            else
                Skip(child.DataType);
        }

        return spans;
    }

    private ImageSpan[] ReadSpans(IArrowType type, int rows, byte[]? parentValidity)
    {
        if (type is not (BinaryType or LargeBinaryType))
            throw new InvalidDataException($"its images have the column type '{type.Name}' where binary is expected");
        var (length, nulls) = NextNode(rows);
        var validity = ReadValidity(length, nulls);
        var offsets = ReadOffsets(length, HasWideOffsets(type));
        var (dataOffset, dataLength) = NextBuffer();
        CheckOffsets(offsets, dataLength);
        var spans = new ImageSpan[rows];
        for (var row = 0; row < rows; row++)
        {
            if (IsValid(validity, row) && IsValid(parentValidity, row))
                spans[row] = new ImageSpan(dataOffset + offsets[row], offsets[row + 1] - offsets[row]);
        }

        return spans;
    }

    private ArrayData ReadArray(IArrowType type, int atLeast)
    {
        var (length, nulls) = NextNode(atLeast);
        if (type is NullType)
            return new ArrayData(type, length, length, 0, System.Array.Empty<ArrowBuffer>());
        var buffers = new ArrowBuffer[BuffersOf(type)];
        buffers[0] = new ArrowBuffer(ReadValidity(length, nulls) ?? []);
        var childLength = type is FixedSizeListType list ? ToInt32((long)length * list.ListSize, "values") : length;
        if (type is FixedWidthType fixedWidth)
        {
            buffers[1] = new ArrowBuffer(ReadBuffer((((long)length * fixedWidth.BitWidth) + 7) / 8));
        }
        else if (buffers.Length > 1)
        {
            var offsets = ReadOffsets(length, HasWideOffsets(type));
            buffers[1] = Narrow(offsets, HasWideOffsets(type));
            childLength = ToInt32(offsets[^1], "values");
            CheckOffsets(offsets, buffers.Length > 2 ? _buffers.ElementAtOrDefault(_buffer).Length : long.MaxValue);
            if (buffers.Length > 2)
                buffers[2] = new ArrowBuffer(ReadBuffer(childLength));
        }

        var children = ChildrenOf(type).Select(child => ReadArray(child.DataType, childLength)).ToArray();
        return new ArrayData(type, length, nulls, 0, buffers, children);
    }

    private (int Length, int NullCount) NextNode(int atLeast)
    {
        if (_node == _nodes.Length)
            throw new InvalidDataException("a batch describes fewer columns than the schema has");
        var (length, nulls) = _nodes[_node++];
        if (length < atLeast)
            throw new InvalidDataException($"a column has {length:N0} values where {atLeast:N0} are needed");
        return (ToInt32(length, "values"), ToInt32(nulls, "nulls"));
    }

    /// <summary>The place of the next buffer in the file.</summary>
    private (long Offset, long Length) NextBuffer()
    {
        if (_buffer >= _buffers.Length)
            throw new InvalidDataException("a batch has fewer buffers than its columns need");
        var (offset, length) = _buffers[_buffer++];
        if (offset < 0 || length < 0 || offset > _message.BodyLength || length > _message.BodyLength - offset)
            throw new InvalidDataException($"a column's buffer (offset {offset:N0}, {length:N0} bytes) lies outside its batch");
        return (_message.BodyOffset + offset, length);
    }

    private byte[]? ReadValidity(int length, int nulls)
    {
        if (nulls == 0)
        {
            NextBuffer();
            return null;
        }

        return ReadBuffer((length + 7L) / 8);
    }

    private byte[] ReadBuffer(long needed)
    {
        var (offset, length) = NextBuffer();
        if (length < needed)
            throw new InvalidDataException($"a column's buffer has {length:N0} bytes where {needed:N0} are needed");
        var content = new byte[ToInt32(needed, "bytes")];
        _file.Read(offset, content);
        return content;
    }

    private long[] ReadOffsets(int length, bool wide)
    {
        var width = wide ? 8 : 4;
        if (length == 0)
        {
            NextBuffer(); // an empty array may leave its one offset out
            return [0];
        }

        var raw = ReadBuffer((length + 1L) * width);
        var offsets = new long[length + 1];
        for (var i = 0; i < offsets.Length; i++)
        {
            var entry = raw.AsSpan(i * width, width);
            offsets[i] = wide ? BinaryPrimitives.ReadInt64LittleEndian(entry) : BinaryPrimitives.ReadInt32LittleEndian(entry);
        }

        return offsets;
    }

    private static void CheckOffsets(long[] offsets, long limit)
    {
        var previous = 0L;
        foreach (var offset in offsets)
        {
            if (offset < previous || offset > limit)
                throw new InvalidDataException($"a column's value ends at byte {offset:N0} of its {limit:N0}");
            previous = offset;
        }
    }

    private static ArrowBuffer Narrow(long[] offsets, bool wide)
    {
        var width = wide ? 8 : 4;
        var raw = new byte[offsets.Length * width];
        for (var i = 0; i < offsets.Length; i++)
        {
            if (wide)
                BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * width), offsets[i]);
            else
                BinaryPrimitives.WriteInt32LittleEndian(raw.AsSpan(i * width), (int)offsets[i]);
        }

        return new ArrowBuffer(raw);
    }

    private static bool IsValid(byte[]? validity, int row) => validity is null || (validity[row / 8] & (1 << (row % 8))) != 0;
}
