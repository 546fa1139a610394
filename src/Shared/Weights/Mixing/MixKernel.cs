using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MuBench.Weights.Elements;

namespace MuBench.Weights.Mixing;

/// <summary>Computes Σ wᵢ·θᵢ over stored elements.</summary>
/// <remarks>
/// In binary32, or in binary64 if an input or the target is F64. Every operation is rounded to the nearest: first w₀·θ₀,
/// then for each further input the product, then the sum. Operations are never fused. Inputs with weight zero are left out. A
/// single input with weight one and the target's type is copied, so both ends of an interpolation equal its inputs bit for
/// bit. The result is rounded once, to the target's type.
/// </remarks>
internal static class MixKernel
{
    // Small enough for a few blocks of floats to stay in the L1 cache.
    private const int BlockElements = 2048;

    /// <summary>Mixes elements. Returns the number of overflows: elements that are not finite although all inputs are.</summary>
    public static long Mix(ReadOnlySpan<MixInput> inputs, ElementType target, int elements, Span<byte> output)
    {
        var terms = new MixInput[inputs.Length];
        var count = 0;
        var wide = target == ElementType.F64;
        foreach (var input in inputs)
        {
            if (input.Weight == 0)
                continue;
            terms[count++] = input;
            wide |= input.Type == ElementType.F64;
        }

        if (count == 0)
            output[..(elements * ElementTypes.SizeOf(target))].Clear();
        else if (count == 1 && terms[0].Weight == 1 && terms[0].Type == target)
            terms[0].Slice(0, elements).CopyTo(output);
        else if (wide)
            return MixBlocks<double>(terms.AsSpan(0, count), target, elements, output);
        else
            return MixBlocks<float>(terms.AsSpan(0, count), target, elements, output);
        return 0;
    }

    // Compiled with full optimisation at the first call, as VectorMath is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long MixBlocks<T>(ReadOnlySpan<MixInput> terms, ElementType target, int elements, Span<byte> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> sums = stackalloc T[BlockElements];
        Span<T> first = stackalloc T[BlockElements];
        Span<T> second = stackalloc T[BlockElements];
        var limit = ElementLimits<T>.Of(target);
        var size = ElementTypes.SizeOf(target);
        var overflowed = 0L;
        for (var start = 0; start < elements; start += BlockElements)
        {
            var count = Math.Min(BlockElements, elements - start);
            var stored = output.Slice(start * size, count * size);
            var inPlace = IsStored<T>(target);
            var sum = inPlace ? MemoryMarshal.Cast<byte, T>(stored) : sums[..count];
            var values = Values(terms[0], start, count, first);
            bool within;
            if (terms.Length == 1)
                within = VectorMath.Scale(values, WeightOf<T>(terms[0]), sum, limit);
            else
                within = VectorMath.Blend(values, WeightOf<T>(terms[0]), Values(terms[1], start, count, second), WeightOf<T>(terms[1]), sum, limit);
            for (var i = 2; i < terms.Length; i++)
                within = VectorMath.AddScaled(Values(terms[i], start, count, second), WeightOf<T>(terms[i]), sum, limit);
            if (!within)
                overflowed += RestoreAgreedValues(terms, start, sum, limit);
            if (!inPlace)
                Encode<T>(target, sum, stored);
        }

        return overflowed;
    }

    private static T WeightOf<T>(in MixInput term)
        where T : INumberBase<T> => T.CreateTruncating(term.Weight);

    private static bool IsStored<T>(ElementType type) => type == (typeof(T) == typeof(double) ? ElementType.F64 : ElementType.F32);

    private static ReadOnlySpan<T> Values<T>(in MixInput term, int start, int count, Span<T> decoded)
        where T : unmanaged
    {
        var bytes = term.Slice(start, count);
        if (IsStored<T>(term.Type))
            return MemoryMarshal.Cast<byte, T>(bytes);
        if (typeof(T) == typeof(double))
            ElementCodec.Decode(term.Type, bytes, MemoryMarshal.Cast<T, double>(decoded[..count]));
        else
            ElementCodec.Decode(term.Type, bytes, MemoryMarshal.Cast<T, float>(decoded[..count]));
        return decoded[..count];
    }

    private static void Encode<T>(ElementType target, ReadOnlySpan<T> values, Span<byte> output)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            ElementCodec.Encode(target, MemoryMarshal.Cast<T, double>(values), output);
        else
            ElementCodec.Encode(target, MemoryMarshal.Cast<T, float>(values), output);
    }

    // Attention masks contain -inf or the lowest float, for which the formula may give NaN or overflow. If the result is not
    // finite and all inputs have the same value, that value is kept.
    private static long RestoreAgreedValues<T>(ReadOnlySpan<MixInput> terms, int start, Span<T> sum, T limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> decoded = stackalloc T[BlockElements];
        Span<T> first = stackalloc T[BlockElements];
        Span<bool> agree = stackalloc bool[BlockElements];
        Span<bool> finite = stackalloc bool[BlockElements];
        Values(terms[0], start, sum.Length, decoded).CopyTo(first);
        agree.Fill(true);
        finite.Fill(true);
        foreach (var term in terms)
        {
            var values = Values(term, start, sum.Length, decoded);
            for (var i = 0; i < values.Length; i++)
            {
                agree[i] &= values[i].Equals(first[i]);
                finite[i] &= T.IsFinite(values[i]);
            }
        }

        var overflowed = 0L;
        for (var i = 0; i < sum.Length; i++)
        {
            if (T.Abs(sum[i]) <= limit)
                continue;
            if (agree[i])
                sum[i] = first[i];
            else if (finite[i])
                overflowed++;
        }

        return overflowed;
    }
}
