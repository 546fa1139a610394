using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MuBench.Weights.Elements;

/// <summary>IEEE binary16. Encoding rounds to the nearest, ties to even.</summary>
/// <remarks>
/// Vectors hold the bits. Multiplying by, or adding, a power of two makes the floating-point unit shift and round subnormals.
/// </remarks>
internal static class Float16
{
    private const uint FloatInfinity = 0x7F80_0000;
    private const uint Overflow = 0x477F_F000; // 65,520: half a step above the largest binary16
    private const uint SmallestNormal = 0x3880_0000; // 2^-14
    private const uint SubnormalStep = 0x3F00_0000; // 0.5, whose last bit has the value of the last bit of a subnormal binary16

    /// <summary>Decodes elements exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decode(ReadOnlySpan<ushort> source, Span<float> target)
    {
        var bits = MemoryMarshal.Cast<float, uint>(target);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            Decode(low).CopyTo(bits[i..]);
            Decode(high).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
            target[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
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
            target[i] = BitConverter.HalfToUInt16Bits((Half)source[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Decode(Vector<uint> half)
    {
        var sign = (half & new Vector<uint>(0x8000)) << 16;
        var magnitude = (half & new Vector<uint>(0x7FFF)) << 13;
        // Multiplying by 2^112 changes the exponent from one bias to the other, and turns subnormal binary16 into normal floats.
        var scaled = (magnitude.As<uint, float>() * new Vector<float>(BitConverter.UInt32BitsToSingle(0x7780_0000))).As<float, uint>();
        var special = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(0x7C00 << 13));
        return Vector.ConditionalSelect(special, magnitude | new Vector<uint>(FloatInfinity), scaled) | sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Encode(Vector<uint> bits)
    {
        var sign = bits >> 16 & new Vector<uint>(0x8000);
        var magnitude = bits & new Vector<uint>(0x7FFF_FFFF);
        // Subtract 112 from the exponent, add half a step less one, and add the bit that breaks ties.
        var normal = magnitude + new Vector<uint>(unchecked((uint)(-112 << 23) + 0xFFF)) + (magnitude >> 13 & Vector<uint>.One) >> 13;
        var subnormal = (magnitude.As<uint, float>() + new Vector<uint>(SubnormalStep).As<uint, float>()).As<float, uint>() - new Vector<uint>(SubnormalStep);
        var finite = Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(SmallestNormal)), subnormal, normal);
        var notANumber = magnitude >> 13 & new Vector<uint>(0x3FF) | new Vector<uint>(0x7E00);
        var special = Vector.ConditionalSelect(Vector.GreaterThan(magnitude, new Vector<uint>(FloatInfinity)), notANumber, new Vector<uint>(0x7C00));
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(Overflow)), finite, special) | sign;
    }
}
