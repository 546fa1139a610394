namespace MuBench.Money;

/// <summary>Image tokens of models that cover an image with square patches.</summary>
internal static class PatchTokens
{
    private const int OpenAIPatch = 32;
    private const int AnthropicPatch = 28;

    /// <summary>Number of patches that cover an image.</summary>
    public static long Cover(int width, int height, int patch) => Ceiling(width, patch) * Ceiling(height, patch);

    /// <summary>
    /// OpenAI's rule: the image is shrunk to the maximum dimension and to the patch budget; then the number of patches
    /// times a multiplier.
    /// </summary>
    public static long OpenAI(int width, int height, int budget, int maxEdge, double multiplier)
    {
        var scale = Math.Min(1, (double)maxEdge / Math.Max(width, height));
        var (w, h) = (Math.Max(1, width * scale), Math.Max(1, height * scale));
        var patches = Ceiling(w, OpenAIPatch) * Ceiling(h, OpenAIPatch);
        if (patches > budget)
        {
            var shrink = Math.Sqrt((double)OpenAIPatch * OpenAIPatch * budget / (w * h));
            shrink *= Math.Min(Whole(w * shrink), Whole(h * shrink));
            patches = Math.Min(budget, Ceiling(Floor(w * shrink), OpenAIPatch) * Ceiling(Floor(h * shrink), OpenAIPatch));
        }

        return (long)Math.Ceiling(patches * multiplier);
    }

    /// <summary>Anthropic's rule: the number of patches of the largest size with the same shape that keeps both limits.</summary>
    public static long Anthropic(int width, int height, int maxEdge, int maxTokens)
    {
        var edge = Math.Max(width, height);
        var kept = Math.Min(edge, maxEdge);
        if (Tokens(kept) <= maxTokens)
            return Tokens(kept);
        var (fits, exceeds) = (1, kept);
        while (exceeds - fits > 1)
        {
            var middle = (fits + exceeds) / 2;
            if (Tokens(middle) <= maxTokens)
                fits = middle;
            else
                exceeds = middle;
        }

        return Tokens(fits);

        long Tokens(int longest)
        {
            var scale = (double)longest / edge;
            return Cover(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)), AnthropicPatch);
        }
    }

    /// <summary>The share of a length that whole patches cover.</summary>
    private static double Whole(double length) => Math.Max(1, Math.Floor(length / OpenAIPatch)) / (length / OpenAIPatch);

    // Scaling gives 1055.9999... in place of 1056.
    private static double Floor(double length) => Math.Max(1, Math.Floor(length + 1e-6));

    private static long Ceiling(double length, int patch) => (long)Math.Ceiling((length / patch) - 1e-9);
}
