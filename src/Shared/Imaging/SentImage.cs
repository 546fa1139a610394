using System.Text.Json.Serialization;
using MuBench.Imaging.Display;

namespace MuBench.Imaging;

/// <summary>
/// Describes the bytes that were sent for an image: its original bytes, or a lossless PNG if the provider does not accept the
/// format, or the image has more than 8 bits per sample or several pages or frames.
/// </summary>
/// <param name="Sha256">SHA-256 of the bytes sent, lower-case hex; for a tensor, of the encoded image.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Codec">The encoding: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>; <c>tensor</c> for a model in process.</param>
/// <param name="Bytes">Number of bytes sent.</param>
public sealed record SentImage(string Sha256, int Width, int Height, string Codec, long Bytes)
{
    /// <summary>Whether the image has several pages or frames, of which only the first one was sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FirstOfSeveral { get; init; }

    /// <summary>
    /// The <see cref="DisplayRule"/> that converted samples of more than 8 bits to the 8 bits that were sent, in words; null for
    /// an 8-bit image.
    /// </summary>
    public string? Display { get; init; }

    /// <summary>
    /// The samples that became black and white: two numbers, or two for each of R, G and B; null if there is no such range.
    /// </summary>
    public IReadOnlyList<double>? Window { get; init; }

    /// <summary>A copy that says how the image was changed.</summary>
    public SentImage Showing(DisplayedImage shown) => this with { FirstOfSeveral = shown.FirstOfSeveral, Display = shown.Display, Window = shown.Window };
}
