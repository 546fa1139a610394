using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MuBench.Weights.Elements;

/// <summary>bfloat16: the upper half of a float. Encoding rounds to the nearest, ties to even.</summary>
internal static class BFloat16
{
    private const uint Magnitude = 0x7FFF_FFFF;
    private const uint Infinity = 0x7F80_0000;

    /// <summary>Decodes elements exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decode(ReadOnlySpan<ushort> source, Span<float> target)
    {
        var bits = MemoryMarshal.Cast<float, uint>(target);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
            bits[i] = (uint)source[i] << 16;
    }

    /// <summary>Encodes elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode(ReadOnlySpan<float> source, Span<ushort> target)
    {
        var bits = MemoryMarshal.Cast<float, uint>(source);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            Vector.Narrow(Encode(new Vector<uint>(bits[i..])), Encode(new Vector<uint>(bits[(i + Vector<uint>.Count)..]))).CopyTo(target[i..]);
        for (; i < source.Length; i++)
            target[i] = Encode(bits[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Encode(Vector<uint> bits)
    {
        var even = bits >> 16 & Vector<uint>.One;
        var rounded = bits + new Vector<uint>(0x7FFF) + even >> 16;
        var isNaN = Vector.GreaterThan(bits & new Vector<uint>(Magnitude), new Vector<uint>(Infinity));
        return Vector.ConditionalSelect(isNaN, bits >> 16 | new Vector<uint>(0x40), rounded);
    }

    // Rounding could turn a NaN into infinity or zero. So a NaN keeps its upper bits and becomes a quiet NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Encode(uint bits) =>
        (bits & Magnitude) > Infinity ? (ushort)(bits >> 16 | 0x40) : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
}
