using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MuBench.Weights.Elements;

/// <summary>Converts stored elements to floats and back. Decoding is exact; encoding rounds once, to the nearest, ties to even.</summary>
public static class ElementCodec
{
    /// <summary>Decodes elements of a type whose values all fit into a float.</summary>
    public static void Decode(ElementType type, ReadOnlySpan<byte> source, Span<float> target)
    {
        switch (type)
        {
            case ElementType.F32:
                MemoryMarshal.Cast<byte, float>(source).CopyTo(target);
                break;
            case ElementType.F16:
                Float16.Decode(MemoryMarshal.Cast<byte, ushort>(source), target);
                break;
            case ElementType.BF16:
                BFloat16.Decode(MemoryMarshal.Cast<byte, ushort>(source), target);
                break;
            case ElementType.F8E4M3:
                Float8.E4M3.Decode(source, target);
                break;
            case ElementType.F8E5M2:
                Float8.E5M2.Decode(source, target);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type that a float can hold.");
        }
    }

    /// <summary>Decodes elements of any floating-point type.</summary>
    public static void Decode(ElementType type, ReadOnlySpan<byte> source, Span<double> target)
    {
        if (type == ElementType.F64)
        {
            MemoryMarshal.Cast<byte, double>(source).CopyTo(target);
            return;
        }

        Span<float> floats = stackalloc float[512];
        var size = ElementTypes.SizeOf(type);
        for (var i = 0; i < target.Length; i += floats.Length)
        {
            var count = Math.Min(floats.Length, target.Length - i);
            Decode(type, source.Slice(i * size, count * size), floats[..count]);
            TensorPrimitives.ConvertTruncating<float, double>(floats[..count], target.Slice(i, count));
        }
    }

    /// <summary>Encodes floats as elements of any floating-point type.</summary>
    public static void Encode(ElementType type, ReadOnlySpan<float> source, Span<byte> target)
    {
        switch (type)
        {
            case ElementType.F64:
                TensorPrimitives.ConvertTruncating(source, MemoryMarshal.Cast<byte, double>(target));
                break;
            case ElementType.F32:
                source.CopyTo(MemoryMarshal.Cast<byte, float>(target));
                break;
            case ElementType.F16:
                Float16.Encode(source, MemoryMarshal.Cast<byte, ushort>(target));
                break;
            case ElementType.BF16:
                BFloat16.Encode(source, MemoryMarshal.Cast<byte, ushort>(target));
                break;
            case ElementType.F8E4M3:
                Float8.E4M3.Encode(source, target);
                break;
            case ElementType.F8E5M2:
                Float8.E5M2.Encode(source, target);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a floating-point type.");
        }
    }

    /// <summary>Encodes doubles as elements of any floating-point type.</summary>
    public static void Encode(ElementType type, ReadOnlySpan<double> source, Span<byte> target)
    {
        if (type == ElementType.F64)
        {
            source.CopyTo(MemoryMarshal.Cast<byte, double>(target));
            return;
        }

        Span<float> floats = stackalloc float[512];
        var size = ElementTypes.SizeOf(type);
        for (var i = 0; i < source.Length; i += floats.Length)
        {
            var count = Math.Min(floats.Length, source.Length - i);
            for (var k = 0; k < count; k++)
                floats[k] = type == ElementType.F32 ? (float)source[i + k] : RoundToOdd(source[i + k]);
            Encode(type, floats[..count], target.Slice(i * size, count * size));
        }
    }

    // Rounding a double to a float and then to 16 bits would round twice. Rounding to odd first avoids that: an inexact float is
    // then never a tie of the narrower type.
    private static float RoundToOdd(double value)
    {
        var nearest = (float)value;
        if (nearest == value || double.IsNaN(value))
            return nearest;
        var bits = BitConverter.SingleToUInt32Bits(nearest);
        if (Math.Abs((double)nearest) > Math.Abs(value))
            bits--;
        return BitConverter.UInt32BitsToSingle(bits | 1);
    }
}
