namespace MuBench.Money;

/// <summary>Image tokens of models that cut an image into tiles.</summary>
internal static class TileTokens
{
    private const int OpenAISquare = 2048;
    private const int OpenAIShortest = 768;
    private const int OpenAITile = 512;
    private const int GeminiSmall = 384;
    private const int GeminiTileTokens = 258;

    /// <summary>
    /// OpenAI's rule for high detail: the image is shrunk to fit 2048 x 2048, then to a shortest side of 768, and cut
    /// into tiles of 512. Nothing is enlarged.
    /// </summary>
    public static long OpenAI(int width, int height, int baseTokens, int tileTokens)
    {
        var scale = Math.Min(1, (double)OpenAISquare / Math.Max(width, height));
        scale *= Math.Min(1, OpenAIShortest / (Math.Min(width, height) * scale));
        return baseTokens + (tileTokens * Tiles(width * scale) * Tiles(height * scale));
    }

    /// <summary>Gemini's rule: one tile up to 384 x 384, else tiles of two thirds of the shorter side.</summary>
    public static long Gemini(int width, int height)
    {
        if (width <= GeminiSmall && height <= GeminiSmall)
            return GeminiTileTokens;
        var unit = Math.Max(1, (int)(Math.Min(width, height) / 1.5));
        return GeminiTileTokens * ((width + unit - 1L) / unit) * ((height + unit - 1L) / unit);
    }

    private static long Tiles(double length) => (long)Math.Ceiling((length / OpenAITile) - 1e-9);
}
