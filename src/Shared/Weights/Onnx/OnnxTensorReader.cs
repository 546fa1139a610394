using System.Buffers.Binary;
using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>Reads one TensorProto, with any of ONNX's encodings of elements.</summary>
internal sealed class OnnxTensorReader(ProtoReader reader, OnnxExternalData external)
{
    private const long MaxInlineBytes = 64 << 20;
    private readonly List<OnnxInlineTensor> _inlines = [];
    private long _inlineBytes;

    /// <summary>The tensors that are not stored as plain numbers.</summary>
    public IReadOnlyList<OnnxInlineTensor> Inlines => _inlines;

    /// <summary>Reads a tensor; returns null if its elements are not numbers of 8 to 64 bits.</summary>
    /// <param name="message">The TensorProto.</param>
    /// <param name="enclosing">The enclosing messages, outermost first, without the TensorProto.</param>
    /// <param name="constant">The output of the Constant node whose value it is; null for an initializer.</param>
    public WeightTensor? TryRead(ProtoField message, IReadOnlyList<ProtoField> enclosing, string? constant)
    {
        var fields = TensorFields.Read(reader, message);
        if (OnnxTypes.Find(fields.DataType) is not { } type || fields.IsSegment)
            return null;
        var tensor = WithData(fields, type, constant ?? fields.Name) with { IsGraphConstant = constant is not null };
        if (tensor.Inline is not null)
            _inlines.Add(new OnnxInlineTensor(tensor, fields.Data, [.. enclosing, message]));
        return tensor;
    }

    private WeightTensor WithData(TensorFields fields, ElementType type, string name)
    {
        var bytes = BytesOf(fields, type, name);
        var tensor = new WeightTensor(name, type, fields.Shape, reader.File, 0);
        if (fields.IsExternal)
        {
            var (file, offset) = external.Find(name, fields.External, bytes);
            return tensor with { File = file, Offset = offset };
        }

        if (!fields.Data.All(field => IsDataOf(type, field)))
            throw reader.Fault($"the elements of '{name}' are in a field of another type");
        if (fields.Data is [{ Wire: WireType.Bytes }] && (fields.Data[0].Number == OnnxFields.Tensor.RawData || OnnxTypes.IsFixedSize(type)))
        {
            if (fields.Data[0].Length != bytes)
                throw reader.Fault($"'{name}' has {fields.Data[0].Length:N0} bytes of data where {tensor.ShapeText} needs {bytes:N0}");
            return tensor with { Offset = fields.Data[0].ContentStart };
        }

        return bytes == 0 && fields.Data.Count == 0 ? tensor : tensor with { Inline = Decode(fields, type, bytes, name) };
    }

    private static bool IsDataOf(ElementType type, ProtoField field)
    {
        if (field.Number == OnnxFields.Tensor.RawData)
            return field.Wire == WireType.Bytes;
        var single = type switch
        {
            ElementType.F32 => WireType.Fixed32,
            ElementType.F64 => WireType.Fixed64,
            _ => WireType.Varint,
        };
        return field.Number == OnnxTypes.DataFieldOf(type) && (field.Wire == WireType.Bytes || field.Wire == single);
    }

    private long BytesOf(TensorFields fields, ElementType type, string name)
    {
        var bytes = (Int128)ElementTypes.SizeOf(type);
        foreach (var size in fields.Shape)
        {
            bytes *= size;
            if (size < 0 || bytes > long.MaxValue)
                throw reader.Fault($"'{name}' has the impossible shape [{string.Join(", ", fields.Shape)}]");
        }

        return (long)bytes;
    }

    private byte[] Decode(TensorFields fields, ElementType type, long bytes, string name)
    {
        _inlineBytes += bytes;
        if (_inlineBytes > MaxInlineBytes)
        {
            throw new UserException(
                $"The ONNX model '{reader.File.Path}' keeps more than {MaxInlineBytes >> 20} MB of elements as numbers of variable length ('{name}' for one). "
                + "Save it with raw data first: onnx.load, then tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor), tensor.name)) for each initializer.");
        }

        var elements = new byte[bytes];
        var size = ElementTypes.SizeOf(type);
        var position = 0L;
        var number = new byte[8];
        foreach (var code in fields.Data.SelectMany(field => CodesOf(field, type)))
        {
            if (position >= bytes)
                throw reader.Fault($"'{name}' has more elements than its shape");
            BinaryPrimitives.WriteUInt64LittleEndian(number, code);
            number.AsSpan(0, size).CopyTo(elements.AsSpan((int)position));
            position += size;
        }

        return position == bytes ? elements : throw reader.Fault($"'{name}' has fewer elements than its shape");
    }

    private IEnumerable<ulong> CodesOf(ProtoField field, ElementType type)
    {
        if (!OnnxTypes.IsFixedSize(type))
            return reader.Varints(field);
        var size = ElementTypes.SizeOf(type);
        if (field.Length % size != 0)
            throw reader.Fault($"numbers of {size} bytes were expected at byte {field.Start:N0}");
        return FixedCodes(field, size);
    }

    private IEnumerable<ulong> FixedCodes(ProtoField field, int size)
    {
        var number = new byte[8];
        for (var position = field.ContentStart; position < field.End; position += size)
        {
            reader.File.Read(number.AsSpan(0, size), position);
            yield return BinaryPrimitives.ReadUInt64LittleEndian(number);
        }
    }
}
