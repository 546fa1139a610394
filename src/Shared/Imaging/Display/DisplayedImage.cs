using System.Globalization;

namespace MuBench.Imaging.Display;

/// <summary>How an image was changed beyond decoding.</summary>
/// <param name="FirstOfSeveral">Whether the image has more pages or frames than the shown one.</param>
/// <param name="Display">The rule that converted its samples to 8 bits, in words; null for an 8-bit image.</param>
/// <param name="Window">The samples that became black and white: two numbers, or two for each of R, G and B; null if there is no such range.</param>
public sealed record DisplayedImage(bool FirstOfSeveral, string? Display = null, IReadOnlyList<double>? Window = null)
{
    /// <summary>No change: an 8-bit image with one page.</summary>
    public static DisplayedImage AsDecoded { get; } = new(false);

    /// <summary>Describes an image that was converted by a rule.</summary>
    public static DisplayedImage FromRule(DisplayRule rule, DeepImage picture) => AsDecoded with
    {
        Display = rule.ToString(),
        Window = picture.Windows.Count == 0 ? null : [.. picture.Windows.SelectMany(window => new[] { Rounded(window.Low, picture), Rounded(window.High, picture) })],
    };

    // Samples of 16 bits are whole numbers; others may all be smaller than a thousandth.
    private static double Rounded(double sample, DeepImage picture) =>
        picture.IsWide ? double.Parse(sample.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : Math.Round(sample, 3);
}
