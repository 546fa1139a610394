namespace MuBench.Weights.Onnx;

/// <summary>One field of a protobuf message, with its positions in the file.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Wire">The wire type.</param>
/// <param name="Start">Position of the tag.</param>
/// <param name="LengthStart">Position of the length, for a length-delimited field; otherwise of the value.</param>
/// <param name="ContentStart">Position of the content.</param>
/// <param name="End">Position of the next field.</param>
/// <param name="Value">The value of a varint.</param>
public readonly record struct ProtoField(int Number, WireType Wire, long Start, long LengthStart, long ContentStart, long End, ulong Value)
{
    /// <summary>Length of the content in bytes.</summary>
    public long Length => End - ContentStart;
}
