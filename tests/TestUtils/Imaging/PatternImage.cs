using MuBench.Imaging;

namespace MuBench.TestUtils.Imaging;

/// <summary>The test picture of data/make_references.py, computed with the same integer arithmetic.</summary>
public static class PatternImage
{
    public static RgbImage Create(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 3; c++)
                    image.Pixels[(y * width + x) * 3 + c] = (byte)(x * x * (c + 3) + y * y * 5 + x * y * (7 - c) + x / 9 * (y / 7) * 31 + c * 90);
            }
        }

        return image;
    }
}
