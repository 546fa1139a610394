namespace MuBench.Imaging.Display;

/// <summary>What was made of an image beyond decoding it.</summary>
/// <param name="FirstOfSeveral">There are more pages or frames than the one that is shown.</param>
/// <param name="Display">The rule by which its samples became 8 bits, in words; null for an image of 8 bits.</param>
/// <param name="Window">The samples that became black and white: two numbers, or two for each of R, G and B; null where there is no such range.</param>
public sealed record DisplayedImage(bool FirstOfSeveral, string? Display = null, IReadOnlyList<double>? Window = null)
{
    /// <summary>Nothing: an image of 8 bits and one page.</summary>
    public static DisplayedImage AsDecoded { get; } = new(false);

    /// <summary>What is said of an image that a rule showed.</summary>
    public static DisplayedImage FromRule(DisplayRule rule, DeepImage picture) => AsDecoded with
    {
        Display = rule.ToString(),
        Window = picture.Windows.Count == 0 ? null : [.. picture.Windows.SelectMany(window => new[] { Math.Round(window.Low, 3), Math.Round(window.High, 3) })],
    };
}
