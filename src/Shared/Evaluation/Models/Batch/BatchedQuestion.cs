using System.Text.Json.Serialization;
using MuBench.Imaging;

namespace MuBench.Models.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Key">Response key of the question.</param>
/// <param name="Image">The first image as sent; null if no image is sent.</param>
internal sealed record BatchedQuestion(string Key, SentImage? Image = null)
{
    /// <summary>The images after the first one, as sent; null if there are none.</summary>
    public IReadOnlyList<SentImage>? FurtherImages { get; init; }

    /// <summary>The images as sent, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<SentImage> Images => Image is null ? [] : [Image, .. FurtherImages ?? []];

    /// <summary>Makes the request of a question with its images.</summary>
    public static BatchedQuestion Of(string key, IReadOnlyList<SentImage> images) =>
        new(key, images.Count == 0 ? null : images[0]) { FurtherImages = images.Count > 1 ? [.. images.Skip(1)] : null };
}
