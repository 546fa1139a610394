using System.Text;
using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>
/// Walks the fields of protobuf messages in a file without loading them. A message is a range of the file, and only the
/// requested fields are read.
/// </summary>
internal sealed class ProtoReader(WeightFile file)
{
    private const int MaxText = 1 << 20;
    private readonly byte[] _window = new byte[32 * 1024];
    private long _windowStart;
    private int _windowLength;

    /// <summary>The file.</summary>
    public WeightFile File => file;

    /// <summary>The whole file as one message.</summary>
    public ProtoField Root => new(0, WireType.Bytes, 0, 0, 0, file.Length, 0);

    /// <summary>The fields of a message.</summary>
    /// <exception cref="UserException">The bytes are not a valid message.</exception>
    public IEnumerable<ProtoField> Fields(ProtoField message)
    {
        if (message.Wire != WireType.Bytes)
            throw Fault($"a message was expected at byte {message.Start:N0}");
        for (var position = message.ContentStart; position < message.End;)
        {
            var field = ReadField(position, message.End);
            yield return field;
            position = field.End;
        }
    }

    /// <summary>The numbers of a repeated varint field, packed or not.</summary>
    public IEnumerable<ulong> Varints(ProtoField field)
    {
        if (field.Wire == WireType.Varint)
        {
            yield return field.Value;
            yield break;
        }

        if (field.Wire != WireType.Bytes)
            throw Fault($"numbers were expected at byte {field.Start:N0}");
        for (var position = field.ContentStart; position < field.End;)
            yield return ReadVarint(ref position, field.End);
    }

    /// <summary>The text of a field.</summary>
    public string Text(ProtoField field)
    {
        if (field.Wire != WireType.Bytes || field.Length > MaxText)
            throw Fault($"a text was expected at byte {field.Start:N0}");
        var bytes = new byte[field.Length];
        file.Read(bytes, field.ContentStart);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Makes the exception for a file that is not a valid ONNX model.</summary>
    public UserException Fault(string fault) =>
        new($"'{file.Path}' is not a valid ONNX model: {fault}. Download or export it again.");

    private ProtoField ReadField(long start, long end)
    {
        var position = start;
        var tag = ReadVarint(ref position, end);
        var number = tag >> 3;
        if (number is 0 or > 536_870_911)
            throw Fault($"byte {start:N0} begins no field");
        var valueStart = position;
        var wire = (WireType)(tag & 7);
        switch (wire)
        {
            case WireType.Varint:
                var value = ReadVarint(ref position, end);
                return new ProtoField((int)number, wire, start, valueStart, valueStart, position, value);
            case WireType.Fixed64 or WireType.Fixed32:
                var size = wire == WireType.Fixed64 ? 8 : 4;
                if (size > end - position)
                    throw Fault($"the field at byte {start:N0} is cut off");
                return new ProtoField((int)number, wire, start, valueStart, valueStart, position + size, 0);
            case WireType.Bytes:
                var length = ReadVarint(ref position, end);
                if (length > (ulong)(end - position))
                    throw Fault($"the field at byte {start:N0} claims {length:N0} bytes, more than there are");
                return new ProtoField((int)number, wire, start, valueStart, position, position + (long)length, 0);
            default:
                throw Fault($"byte {start:N0} begins no field");
        }
    }

    private ulong ReadVarint(ref long position, long end)
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position >= end)
                throw Fault($"a number is cut off at byte {position:N0}");
            var next = ByteAt(position++);
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Fault($"a number at byte {position:N0} is longer than 64 bits");
    }

    private byte ByteAt(long position)
    {
        if (position < _windowStart || position >= _windowStart + _windowLength)
        {
            _windowStart = position;
            _windowLength = (int)Math.Min(_window.Length, file.Length - position);
            file.Read(_window.AsSpan(0, _windowLength), position);
        }

        return _window[position - _windowStart];
    }
}
