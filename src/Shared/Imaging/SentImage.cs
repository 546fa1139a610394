using System.Text.Json.Serialization;
using MuBench.Imaging.Display;

namespace MuBench.Imaging;

/// <summary>
/// What was sent of an image: its original bytes, or a lossless PNG where the provider does not take the format, the image has more than
/// 8 bits per sample, or it has several pages or frames.
/// </summary>
/// <param name="Sha256">SHA-256 of the bytes sent, lower-case hex; for a tensor, of the encoded image that it was made from.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Codec">Encoding sent: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>; <c>tensor</c> for a model in process.</param>
/// <param name="Bytes">Number of bytes sent.</param>
public sealed record SentImage(string Sha256, int Width, int Height, string Codec, long Bytes)
{
    /// <summary>The image has more pages or frames, of which the first one counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FirstOfSeveral { get; init; }

    /// <summary>How the image's samples of more than 8 bits became the 8 that were sent: a <see cref="DisplayRule"/> in words; null for an image of 8 bits.</summary>
    public string? Display { get; init; }

    /// <summary>The samples that became black and white: two numbers, or two for each of R, G and B; null where there is no such range.</summary>
    public IReadOnlyList<double>? Window { get; init; }

    /// <summary>The same, with what was made of the image.</summary>
    public SentImage Showing(DisplayedImage shown) => this with { FirstOfSeveral = shown.FirstOfSeveral, Display = shown.Display, Window = shown.Window };
}
