namespace MuBench.Weights.Elements;

/// <summary>Sizes and names of element types.</summary>
public static class ElementTypes
{
    // The names of safetensors; `mubench weights` shows them for ONNX too.
    private static readonly Dictionary<string, ElementType> ByName = new(StringComparer.Ordinal)
    {
        ["BOOL"] = ElementType.Bool,
        ["U8"] = ElementType.U8,
        ["I8"] = ElementType.I8,
        ["U16"] = ElementType.U16,
        ["I16"] = ElementType.I16,
        ["U32"] = ElementType.U32,
        ["I32"] = ElementType.I32,
        ["U64"] = ElementType.U64,
        ["I64"] = ElementType.I64,
        ["F8_E4M3"] = ElementType.F8E4M3,
        ["F8_E5M2"] = ElementType.F8E5M2,
        ["F16"] = ElementType.F16,
        ["BF16"] = ElementType.BF16,
        ["F32"] = ElementType.F32,
        ["F64"] = ElementType.F64,
    };

    private static readonly Dictionary<ElementType, string> Names = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>All names, for error messages.</summary>
    public static string AllNames { get; } = string.Join(", ", ByName.Keys);

    /// <summary>Finds a type by its safetensors name.</summary>
    public static bool TryParse(string name, out ElementType type) => ByName.TryGetValue(name, out type);

    /// <summary>The name of a type.</summary>
    public static string NameOf(ElementType type) => Names[type];

    /// <summary>Bytes per element.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.U8 or ElementType.I8 or ElementType.F8E4M3 or ElementType.F8E5M2 => 1,
        ElementType.U16 or ElementType.I16 or ElementType.F16 or ElementType.BF16 => 2,
        ElementType.U32 or ElementType.I32 or ElementType.F32 => 4,
        _ => 8,
    };

    /// <summary>Whether elements are floating-point numbers, which can be mixed.</summary>
    public static bool IsFloat(ElementType type) => type >= ElementType.F8E4M3;
}
