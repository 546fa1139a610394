namespace MuBench.Scoring.Localization.Replies;

/// <summary>The size to which Qwen2-VL and Qwen2.5-VL resize an image: the pixels in their responses refer to it.</summary>
/// <remarks>QwenLM/Qwen3-VL, <c>qwen_vl_utils/vision_process.py</c>, <c>smart_resize</c>; 4 to 16,384 image tokens of 28 x 28 pixels.</remarks>
internal static class QwenResize
{
    /// <summary>Both sides are multiples of this number: two patches of 14 pixels.</summary>
    public const int Factor = 28;

    /// <summary>Minimum number of pixels, if a server sets no other limit.</summary>
    public const int MinPixels = 4 * Factor * Factor;

    /// <summary>Maximum number of pixels, if a server sets no other limit.</summary>
    public const int MaxPixels = 16384 * Factor * Factor;

    /// <summary>The size after resizing.</summary>
    public static ImageSize Of(ImageSize image, long minPixels = MinPixels, long maxPixels = MaxPixels)
    {
        double width = image.Width, height = image.Height;
        // Math.Round and Python's round both round halves to the even neighbour.
        var (wide, high) = (Side(Math.Round(width / Factor)), Side(Math.Round(height / Factor)));
        if ((long)wide * high > maxPixels)
        {
            var shrink = Math.Sqrt(width * height / maxPixels);
            (wide, high) = (Side(Math.Floor(width / shrink / Factor)), Side(Math.Floor(height / shrink / Factor)));
        }
        else if ((long)wide * high < minPixels)
        {
            var grow = Math.Sqrt(minPixels / (width * height));
            (wide, high) = (Side(Math.Ceiling(width * grow / Factor)), Side(Math.Ceiling(height * grow / Factor)));
        }

        return new ImageSize(wide, high);
    }

    private static int Side(double multiples) => Math.Max(Factor, (int)multiples * Factor);
}
