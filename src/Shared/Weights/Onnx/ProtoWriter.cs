namespace MuBench.Weights.Onnx;

/// <summary>Writes the parts of protobuf that changed models need.</summary>
internal static class ProtoWriter
{
    /// <summary>Appends a varint.</summary>
    public static void AppendVarint(List<byte> target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            target.Add((byte)(value | 0x80));
        target.Add((byte)value);
    }

    /// <summary>Appends a field's tag.</summary>
    public static void AppendTag(List<byte> target, int number, WireType wire) => AppendVarint(target, (ulong)number << 3 | (uint)wire);
}
