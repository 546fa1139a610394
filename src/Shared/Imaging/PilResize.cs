using System.Runtime.Intrinsics.X86;

namespace MuBench.Imaging;

/// <summary>
/// Pillow's <c>Image.resize</c> with antialiasing, identical to the last bit: two passes, horizontal first, in 22-bit fixed
/// point with 8-bit samples between the passes (src/libImaging/Resample.c). Contrastive models were trained on pictures that
/// Pillow resized; other resamplers change their scores.
/// </summary>
public static class PilResize
{
    /// <summary>Resizes a picture.</summary>
    public static RgbImage Resize(RgbImage source, int width, int height, ResizeFilter filter) =>
        Resize(source, width, height, filter, new PixelBox(0, 0, width, height));

    /// <summary>Resizes a picture and returns a part of the result. Only that part is computed.</summary>
    public static RgbImage Resize(RgbImage source, int width, int height, ResizeFilter filter, PixelBox part) =>
        Resize(source, width, height, filter, part, Avx2.IsSupported);

    /// <summary>The same, by vector or by scalar code; both give the same bytes.</summary>
    internal static RgbImage Resize(RgbImage source, int width, int height, ResizeFilter filter, PixelBox part, bool vector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (part.Left < 0 || part.Top < 0 || part.Width < 1 || part.Height < 1
            || part.Width > width - part.Left || part.Height > height - part.Top)
            throw new ArgumentOutOfRangeException(nameof(part), part, $"Not within {width} x {height}.");

        var vertical = ResizeWeights.Create(source.Height, height, filter, part.Top, part.Height);
        var firstRow = vertical.Start[0];
        var rows = vertical.Start[^1] + vertical.Count[^1] - firstRow;
        var result = new RgbImage(part.Width, part.Height);
        using var between = new RgbImage(part.Width, rows);
        try
        {
            Horizontal(source, width, filter, part, firstRow, rows, between.Buffer, vector);
            Vertical(between.Buffer, vertical, firstRow, part.Width * 3, result, vector);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private static void Horizontal(
        RgbImage source, int width, ResizeFilter filter, PixelBox part, int firstRow, int rows, Span<byte> target, bool vector)
    {
        var (from, to) = (source.Width * 3, part.Width * 3);
        if (width == source.Width)
        {
            for (var row = 0; row < rows; row++)
                source.Pixels.Slice((firstRow + row) * from + part.Left * 3, to).CopyTo(target[(row * to)..]);
            return;
        }

        var weights = ResizeWeights.Create(source.Width, width, filter, part.Left, part.Width);
        for (var row = 0; row < rows; row++)
        {
            var input = source.Buffer[((firstRow + row) * from)..];
            var output = target[(row * to)..];
            if (vector)
                ResizeAvx2.Horizontal(input, weights, output);
            else
                ResizeScalar.Horizontal(input, weights, output);
        }
    }

    private static void Vertical(ReadOnlySpan<byte> source, ResizeWeights weights, int firstRow, int stride, RgbImage result, bool vector)
    {
        // In order: vector code writes past the end of a row, and the next row overwrites those bytes.
        for (var row = 0; row < result.Height; row++)
        {
            var input = source[((weights.Start[row] - firstRow) * stride)..];
            var output = result.Buffer[(row * stride)..];
            var fixedWeights = weights.Fixed.AsSpan(row * weights.Taps, weights.Count[row]);
            if (vector)
                ResizeAvx2.Vertical(input, fixedWeights, stride, output);
            else
                ResizeScalar.Vertical(input, fixedWeights, stride, output);
        }
    }
}
