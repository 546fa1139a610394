using MuBench.Weights.Elements;

namespace MuBench.Weights.Onnx;

/// <summary>ONNX's numbers of element types, and the field that holds elements that are not raw bytes.</summary>
internal static class OnnxTypes
{
    /// <summary>Finds the element type for a number of <c>TensorProto.DataType</c>; null for text, complex and 4-bit types.</summary>
    public static ElementType? Find(ulong dataType) => dataType switch
    {
        1 => ElementType.F32,
        2 => ElementType.U8,
        3 => ElementType.I8,
        4 => ElementType.U16,
        5 => ElementType.I16,
        6 => ElementType.I32,
        7 => ElementType.I64,
        9 => ElementType.Bool,
        10 => ElementType.F16,
        11 => ElementType.F64,
        12 => ElementType.U32,
        13 => ElementType.U64,
        16 => ElementType.BF16,
        17 => ElementType.F8E4M3,
        19 => ElementType.F8E5M2,
        _ => null,
    };

    /// <summary>The typed data field of an element type.</summary>
    public static int DataFieldOf(ElementType type) => type switch
    {
        ElementType.F32 => OnnxFields.Tensor.FloatData,
        ElementType.F64 => OnnxFields.Tensor.DoubleData,
        ElementType.I64 => OnnxFields.Tensor.Int64Data,
        ElementType.U32 or ElementType.U64 => OnnxFields.Tensor.UInt64Data,
        _ => OnnxFields.Tensor.Int32Data,
    };

    /// <summary>Whether a typed data field holds plain little-endian numbers. Otherwise it holds varints.</summary>
    public static bool IsFixedSize(ElementType type) => type is ElementType.F32 or ElementType.F64;
}
