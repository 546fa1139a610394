using System.Text.Json.Serialization;
using MuBench.Imaging;

namespace MuBench.Models.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Key">Response key of the question.</param>
/// <param name="Image">What is sent of its first image; null where no image is sent.</param>
public sealed record BatchedQuestion(string Key, SentImage? Image = null)
{
    /// <summary>What is sent of the images after the first one; null where there are none.</summary>
    public IReadOnlyList<SentImage>? FurtherImages { get; init; }

    /// <summary>What is sent, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<SentImage> Images => Image is null ? [] : [Image, .. FurtherImages ?? []];

    /// <summary>The request of a question that shows some images.</summary>
    public static BatchedQuestion Of(string key, IReadOnlyList<SentImage> images) =>
        new(key, images.Count == 0 ? null : images[0]) { FurtherImages = images.Count > 1 ? [.. images.Skip(1)] : null };
}
