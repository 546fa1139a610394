namespace MuBench.Weights.Onnx;

/// <summary>One field of a protobuf message, as it lies in the file.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Wire">How it is written.</param>
/// <param name="Start">Where its tag begins.</param>
/// <param name="LengthStart">Where its length begins, for a length-delimited field; otherwise where its value begins.</param>
/// <param name="ContentStart">Where its content begins.</param>
/// <param name="End">Where the next field begins.</param>
/// <param name="Value">The value of a varint.</param>
public readonly record struct ProtoField(int Number, WireType Wire, long Start, long LengthStart, long ContentStart, long End, ulong Value)
{
    /// <summary>Bytes of content.</summary>
    public long Length => End - ContentStart;
}
