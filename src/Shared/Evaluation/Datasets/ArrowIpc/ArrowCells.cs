using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>Reads values of Arrow arrays in every width and encoding that writers use.</summary>
internal static class ArrowCells
{
    /// <summary>A text, a number or a boolean as text; null if the cell is null or the column is absent.</summary>
    public static string? Text(IArrowArray? array, int index) => array switch
    {
        null or NullArray => null,
        _ when array.IsNull(index) => null,
        StringArray strings => strings.GetString(index),
        LargeStringArray strings => strings.GetString(index),
        StringViewArray strings => strings.GetString(index),
        DictionaryArray encoded => Text(encoded.Dictionary, (int)(Integer(encoded.Indices, index) ?? 0)),
        BooleanArray booleans => booleans.GetValue(index) == true ? "true" : "false",
        _ => Integer(array, index)?.ToString(CultureInfo.InvariantCulture)
            ?? throw new InvalidDataException($"it has the column type '{array.Data.DataType.Name}' where text is expected"),
    };

    public static bool? Truth(IArrowArray? array, int index) => array switch
    {
        null or NullArray => null,
        _ when array.IsNull(index) => null,
        BooleanArray booleans => booleans.GetValue(index),
        _ => throw new InvalidDataException($"it has the column type '{array.Data.DataType.Name}' where true or false is expected"),
    };

    /// <summary>A number; null if the cell is null or has no number.</summary>
    public static float? Number(IArrowArray? array, int index) => array switch
    {
        null or NullArray => null,
        _ when array.IsNull(index) => null,
        FloatArray floats => floats.GetValue(index),
        DoubleArray doubles => (float?)doubles.GetValue(index),
        HalfFloatArray halves => (float?)halves.GetValue(index),
        _ => Integer(array, index),
    };

    /// <summary>A list's element array and the range of one cell; an empty range if the cell is null or not a list.</summary>
    public static (IArrowArray? Values, int Start, int Count) List(IArrowArray? array, int index) => array switch
    {
        ListArray list when list.IsValid(index) => (list.Values, list.ValueOffsets[index], list.GetValueLength(index)),
        LargeListArray list when list.IsValid(index) => (list.Values, (int)list.ValueOffsets[index], list.GetValueLength(index)),
        FixedSizeListArray list when list.IsValid(index) => Fixed(list, index),
        _ => (null, 0, 0),
    };

    /// <summary>The texts of a list cell; null if the cell is null.</summary>
    public static IReadOnlyList<string?>? Texts(IArrowArray? array, int index)
    {
        var (values, start, count) = List(array, index);
        if (values is null)
            return null;
        var texts = new string?[count];
        for (var i = 0; i < count; i++)
            texts[i] = Text(values, start + i);
        return texts;
    }

    /// <summary>An encoded image: binary, or a struct with binary <c>bytes</c>; empty if the cell is null.</summary>
    public static ReadOnlyMemory<byte> Bytes(IArrowArray array, int index)
    {
        var bytes = array is StructArray ? Child(array, "bytes") : array;
        return bytes switch
        {
            null => default,
            _ when array.IsNull(index) || bytes.IsNull(index) => default,
            BinaryArray binary => binary.ValueBuffer.Memory.Slice(binary.ValueOffsets[index], binary.GetValueLength(index)),
            LargeBinaryArray binary => binary.ValueBuffer.Memory.Slice((int)binary.ValueOffsets[index], binary.GetValueLength(index)),
            _ => throw new InvalidDataException($"its images have the column type '{bytes.Data.DataType.Name}' where binary is expected"),
        };
    }

    /// <summary>A struct's child by name, or null.</summary>
    public static IArrowArray? Child(IArrowArray? array, string name)
    {
        if (array is not StructArray structure)
            return null;
        var fields = ((StructType)structure.Data.DataType).Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Name == name)
                return structure.Fields[i];
        }

        return null;
    }

    private static (IArrowArray, int, int) Fixed(FixedSizeListArray list, int index)
    {
        var size = ((FixedSizeListType)list.Data.DataType).ListSize;
        return (list.Values, (list.Offset + index) * size, size);
    }

    private static long? Integer(IArrowArray array, int index) => array switch
    {
        Int64Array integers => integers.GetValue(index),
        Int32Array integers => integers.GetValue(index),
        Int16Array integers => integers.GetValue(index),
        Int8Array integers => integers.GetValue(index),
        UInt64Array integers => (long?)integers.GetValue(index),
        UInt32Array integers => integers.GetValue(index),
        UInt16Array integers => integers.GetValue(index),
        UInt8Array integers => integers.GetValue(index),
        _ => null,
    };
}
