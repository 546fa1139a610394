using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MuBench.Imaging.Display;

namespace MuBench.Datasets;

/// <summary>
/// One item with its questions and captions: a line of a shard's index. An item is one image, or several images that
/// its questions ask about together.
/// </summary>
internal sealed record ImageRecord
{
    /// <summary>Row number in the dataset, from 0. It identifies the item; <see cref="ImageId"/> is not unique.</summary>
    public required int Row { get; init; }

    /// <summary>The release's <c>image_id</c>.</summary>
    public string? ImageId { get; init; }

    /// <summary>The release's <c>dataset</c>; null for some rows.</summary>
    public string? Dataset { get; init; }

    /// <summary>The source dataset's name: <see cref="Dataset"/>, else derived from the stain, else <c>unknown</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Offset of the encoded image in its pack.</summary>
    public required long Offset { get; init; }

    /// <summary>Length of the encoded image in bytes.</summary>
    public required int Length { get; init; }

    /// <summary>SHA-256 of the encoded image, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The images after the first one, in the order in which they are shown; null for an item of one image.</summary>
    public IReadOnlyList<ImagePart>? Further { get; init; }

    /// <summary>Number of images.</summary>
    [JsonIgnore]
    public int PartCount => 1 + (Further?.Count ?? 0);

    /// <summary>All images, in the order in which they are shown.</summary>
    [JsonIgnore]
    public IReadOnlyList<ImagePart> Parts => [new ImagePart(Offset, Length, Sha256), .. Further ?? []];

    /// <summary>The end of the range of the pack that holds all images.</summary>
    [JsonIgnore]
    public long End => Further is [.., var last] ? last.Offset + last.Length : Offset + Length;

    /// <summary>
    /// Hash of the item's images, 64 hex digits: <see cref="Sha256"/> for one image. For several images, the SHA-256 of
    /// <c>mubench images 1</c> and each image's SHA-256 in order, a line feed after each.
    /// </summary>
    [JsonIgnore]
    public string ContentSha256 => Further is null
        ? Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"mubench images 1\n{Sha256}\n{string.Concat(Further.Select(part => part.Sha256 + '\n'))}")));

    /// <summary>
    /// Bits per sample of the deepest image if that is more than 8. Null if no image has more, or if the dataset was
    /// imported by a version that did not inspect the images.
    /// </summary>
    public int? Bits { get; init; }

    /// <summary>
    /// The display rule of the current run for images of more than 8 bits; null if the item has no such image, and
    /// outside a run.
    /// </summary>
    [JsonIgnore]
    public DisplayRule? Display { get; init; }

    /// <summary>
    /// Hash of what a model is shown, 64 hex digits, for the key of its responses: <see cref="ContentSha256"/>. With a
    /// <see cref="Display"/>, the SHA-256 of <c>mubench display 1</c>, that hash and the rule, a line feed after each.
    /// </summary>
    [JsonIgnore]
    public string ShownSha256 => Display is null
        ? ContentSha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"mubench display 1\n{ContentSha256}\n{Display}\n")));

    /// <summary>The release's <c>label_name</c>. It differs from the gold option and is never scored.</summary>
    public string? LabelName { get; init; }

    /// <summary>The release's <c>domain</c> column.</summary>
    public string? Domain { get; init; }

    /// <summary>The release's <c>subdomain</c> column.</summary>
    public string? Subdomain { get; init; }

    /// <summary>The release's <c>modality</c> column.</summary>
    public string? Modality { get; init; }

    /// <summary>The release's <c>submodality</c> column.</summary>
    public string? Submodality { get; init; }

    /// <summary>The release's <c>stain</c> column; null if none is recorded. The option "None" is something else.</summary>
    public string? Stain { get; init; }

    /// <summary>Whether the image is synthetic.</summary>
    public bool? Synthetic { get; init; }

    /// <summary>The release's <c>license</c> column.</summary>
    public string? License { get; init; }

    /// <summary>The scale of the image, such as <c>cellular</c>; null if the dataset has none. The release has none.</summary>
    public string? Scale { get; init; }

    /// <summary>The questions, in order of key; keys that are null in the release are absent.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>The captions, in order of key; keys that are null in the release are absent.</summary>
    public required IReadOnlyList<Caption> Captions { get; init; }

    /// <summary>Bounding boxes, where the release has them.</summary>
    public IReadOnlyList<Region>? Boxes { get; init; }

    /// <summary>Polygons, where the release has them.</summary>
    public IReadOnlyList<Region>? Polygons { get; init; }

    /// <summary>The question of a key, or null.</summary>
    public Question? QuestionOf(string key) => Questions.FirstOrDefault(question => question.Key == key);

    /// <summary>The caption of a key such as <c>modality_1</c>, or null.</summary>
    public Caption? CaptionOf(string key) => Captions.FirstOrDefault(caption => caption.Key == key);
}
