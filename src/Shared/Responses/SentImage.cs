using System.Text.Json.Serialization;

namespace MuBench.Responses;

/// <summary>What was sent of an image: its original bytes, or a lossless PNG where the provider does not take the format.</summary>
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
}
