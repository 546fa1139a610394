namespace MuBench.Weights.Onnx;

/// <summary>How protobuf writes a field.</summary>
public enum WireType
{
    /// <summary>A number of variable length.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>Bytes, text, a message or packed numbers, after their length.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
