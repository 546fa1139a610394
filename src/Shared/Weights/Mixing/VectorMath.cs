using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MuBench.Weights.Mixing;

/// <summary>
/// The arithmetic of mixing, with vectors. Every operation is rounded separately, in vectors and in the scalar rest alike. Each
/// method returns whether all results are within a limit; NaN never is.
/// </summary>
/// <remarks>
/// TensorPrimitives.MultiplyAdd is not used, because it may fuse operations. The methods are compiled with full optimisation at
/// the first call: a model is mixed before tiered compilation would optimise them.
/// </remarks>
internal static class VectorMath
{
    /// <summary>sum = values × weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Scale<T>(ReadOnlySpan<T> values, T weight, Span<T> sum, T limit)
        where T : unmanaged, INumber<T>
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(sum);
        var within = Vector<T>.AllBitsSet;
        var i = 0;
        for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var result = Vector.LoadUnsafe(ref source, (nuint)i) * weight;
            within &= Vector.LessThanOrEqual(Vector.Abs(result), new Vector<T>(limit));
            result.StoreUnsafe(ref target, (nuint)i);
        }

        var all = AllSet(within);
        for (; i < sum.Length; i++)
        {
            sum[i] = values[i] * weight;
            all &= T.Abs(sum[i]) <= limit;
        }

        return all;
    }

    /// <summary>sum = sum + values × weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AddScaled<T>(ReadOnlySpan<T> values, T weight, Span<T> sum, T limit)
        where T : unmanaged, INumber<T>
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(sum);
        var within = Vector<T>.AllBitsSet;
        var i = 0;
        for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var result = Vector.LoadUnsafe(ref target, (nuint)i) + Vector.LoadUnsafe(ref source, (nuint)i) * weight;
            within &= Vector.LessThanOrEqual(Vector.Abs(result), new Vector<T>(limit));
            result.StoreUnsafe(ref target, (nuint)i);
        }

        var all = AllSet(within);
        for (; i < sum.Length; i++)
        {
            sum[i] += values[i] * weight;
            all &= T.Abs(sum[i]) <= limit;
        }

        return all;
    }

    /// <summary>sum = first × firstWeight + second × secondWeight: the two operations above in one pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Blend<T>(ReadOnlySpan<T> first, T firstWeight, ReadOnlySpan<T> second, T secondWeight, Span<T> sum, T limit)
        where T : unmanaged, INumber<T>
    {
        ref var source = ref MemoryMarshal.GetReference(first);
        ref var other = ref MemoryMarshal.GetReference(second);
        ref var target = ref MemoryMarshal.GetReference(sum);
        var within = Vector<T>.AllBitsSet;
        var i = 0;
        for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var result = Vector.LoadUnsafe(ref source, (nuint)i) * firstWeight + Vector.LoadUnsafe(ref other, (nuint)i) * secondWeight;
            within &= Vector.LessThanOrEqual(Vector.Abs(result), new Vector<T>(limit));
            result.StoreUnsafe(ref target, (nuint)i);
        }

        var all = AllSet(within);
        for (; i < sum.Length; i++)
        {
            sum[i] = first[i] * firstWeight + second[i] * secondWeight;
            all &= T.Abs(sum[i]) <= limit;
        }

        return all;
    }

    // Compared as whole numbers, because all bits set is NaN as a floating-point number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllSet<T>(Vector<T> mask) => Vector.EqualsAll(mask.As<T, ulong>(), Vector<ulong>.AllBitsSet);
}
