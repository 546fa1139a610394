namespace MuBench.Weights.Onnx;

/// <summary>The wire types of protobuf.</summary>
public enum WireType
{
    /// <summary>A varint: a number of variable length.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, followed by bytes, text, a message or packed numbers.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
