namespace MuBench.Imaging;

/// <summary>The two passes of a resize, one sample at a time: for processors without AVX2, and as the reference in tests.</summary>
internal static class ResizeScalar
{
    private const int Half = 1 << (ResizeWeights.Precision - 1);

    /// <summary>One row: each output is a weighted sum of neighbours in the row.</summary>
    public static void Horizontal(ReadOnlySpan<byte> source, ResizeWeights weights, Span<byte> target)
    {
        for (var i = 0; i < weights.Start.Length; i++)
        {
            int red = Half, green = Half, blue = Half;
            var pixel = weights.Start[i] * 3;
            foreach (var weight in weights.Fixed.AsSpan(i * weights.Taps, weights.Count[i]))
            {
                red += source[pixel] * weight;
                green += source[pixel + 1] * weight;
                blue += source[pixel + 2] * weight;
                pixel += 3;
            }

            (target[i * 3], target[i * 3 + 1], target[i * 3 + 2]) = (Clip(red), Clip(green), Clip(blue));
        }
    }

    /// <summary>One output row: a weighted sum of rows.</summary>
    public static void Vertical(ReadOnlySpan<byte> source, ReadOnlySpan<int> weights, int stride, Span<byte> target)
    {
        for (var x = 0; x < stride; x++)
        {
            var sum = Half;
            for (var tap = 0; tap < weights.Length; tap++)
                sum += source[tap * stride + x] * weights[tap];
            target[x] = Clip(sum);
        }
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> ResizeWeights.Precision, 0, 255);
}
