using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MuBench.Imaging;

/// <summary>
/// The two passes of a resize with AVX2, in 32-bit lanes. The sums are those of <see cref="ResizeScalar"/>. Reads and writes
/// pass the end of a row by less than <see cref="RgbImage.Slack"/> bytes, which every buffer has as reserve.
/// </summary>
internal static unsafe class ResizeAvx2
{
    private const int Block = 32;

    /// <inheritdoc cref="ResizeScalar.Horizontal"/>
    public static void Horizontal(ReadOnlySpan<byte> source, ResizeWeights weights, Span<byte> target)
    {
        Debug.Assert(target.Length >= weights.Start.Length * 3 + 1);
        // Spreads two neighbouring pixels to four lanes each: R G B 0.
        var spread = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 255, 255, 255, 255, 255, 255, 255, 255);
        var perPixel = Vector256.Create(0, 0, 0, 0, 1, 1, 1, 1);
        var half = Vector128.Create(1 << (ResizeWeights.Precision - 1));
        fixed (byte* input = source, output = target)
        fixed (int* allWeights = weights.Fixed)
        {
            for (var i = 0; i < weights.Start.Length; i++)
            {
                var pixel = input + weights.Start[i] * 3;
                var weight = allWeights + i * weights.Taps;
                var end = weight + weights.Count[i];
                var sums = Vector256<int>.Zero;
                for (; weight < end; weight += 2, pixel += 6)
                {
                    var two = Ssse3.Shuffle(Vector128.CreateScalarUnsafe(*(long*)pixel).AsByte(), spread);
                    var pair = Vector256.CreateScalarUnsafe(*(long*)weight).AsInt32();
                    sums += Avx2.ConvertToVector256Int32(two) * Avx2.PermuteVar8x32(pair, perPixel);
                }

                var sum = (sums.GetLower() + sums.GetUpper() + half) >> ResizeWeights.Precision;
                var words = Sse2.PackSignedSaturate(sum, sum);
                *(int*)(output + i * 3) = Sse2.PackUnsignedSaturate(words, words).AsInt32().ToScalar();
            }
        }
    }

    /// <inheritdoc cref="ResizeScalar.Vertical"/>
    public static void Vertical(ReadOnlySpan<byte> source, ReadOnlySpan<int> weights, int stride, Span<byte> target)
    {
        Debug.Assert(target.Length >= stride + Block && source.Length >= weights.Length * stride + Block);
        var half = Vector256.Create(1 << (ResizeWeights.Precision - 1));
        var order = Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7);
        ref var firstWeight = ref MemoryMarshal.GetReference(weights);
        fixed (byte* input = source, output = target)
        {
            for (var x = 0; x < stride; x += Block)
            {
                Vector256<int> a = half, b = half, c = half, d = half;
                var row = input + x;
                for (var tap = 0; tap < weights.Length; tap++, row += stride)
                {
                    var weight = Vector256.Create(Unsafe.Add(ref firstWeight, tap));
                    a += Avx2.ConvertToVector256Int32(row) * weight;
                    b += Avx2.ConvertToVector256Int32(row + 8) * weight;
                    c += Avx2.ConvertToVector256Int32(row + 16) * weight;
                    d += Avx2.ConvertToVector256Int32(row + 24) * weight;
                }

                var low = Avx2.PackSignedSaturate(a >> ResizeWeights.Precision, b >> ResizeWeights.Precision);
                var high = Avx2.PackSignedSaturate(c >> ResizeWeights.Precision, d >> ResizeWeights.Precision);
                Avx2.PermuteVar8x32(Avx2.PackUnsignedSaturate(low, high).AsInt32(), order).AsByte().Store(output + x);
            }
        }
    }
}
