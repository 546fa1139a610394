using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MuBench.Imaging.Display;

namespace MuBench.Datasets;

/// <summary>
/// One item with its questions and captions: a line of a shard's index. An item is one image, or several that its questions
/// are about together.
/// </summary>
public sealed record ImageRecord
{
    /// <summary>Row number in the dataset, from 0: the image's identity (<see cref="ImageId"/> is not unique).</summary>
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

    /// <summary>Where the range of the pack that holds all images ends.</summary>
    [JsonIgnore]
    public long End => Further is [.., var last] ? last.Offset + last.Length : Offset + Length;

    /// <summary>
    /// What the item shows, as 64 hex digits: <see cref="Sha256"/> of one image; of several the SHA-256 of
    /// <c>mubench images 1</c> and each image's SHA-256 in order, a line feed after each.
    /// </summary>
    [JsonIgnore]
    public string ContentSha256 => Further is null
        ? Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"mubench images 1\n{Sha256}\n{string.Concat(Further.Select(part => part.Sha256 + '\n'))}")));

    /// <summary>
    /// Bits per sample of its deepest image, where that is more than 8; null where none is, and where the dataset was imported by a
    /// version that did not look.
    /// </summary>
    public int? Bits { get; init; }

    /// <summary>How its images of more than 8 bits are shown in the run at hand; null where it has none, and outside of a run.</summary>
    [JsonIgnore]
    public DisplayRule? Display { get; init; }

    /// <summary>
    /// What a model is shown, as 64 hex digits, for the key of its answers: <see cref="ContentSha256"/>; with a <see cref="Display"/> the
    /// SHA-256 of <c>mubench display 1</c>, that hash and the rule, a line feed after each.
    /// </summary>
    [JsonIgnore]
    public string ShownSha256 => Display is null
        ? ContentSha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"mubench display 1\n{ContentSha256}\n{Display}\n")));

    /// <summary>The release's <c>label_name</c>; it differs from the question's answer and never scores.</summary>
    public string? LabelName { get; init; }

    /// <summary>The release's <c>domain</c> column.</summary>
    public string? Domain { get; init; }

    /// <summary>The release's <c>subdomain</c> column.</summary>
    public string? Subdomain { get; init; }

    /// <summary>The release's <c>modality</c> column.</summary>
    public string? Modality { get; init; }

    /// <summary>The release's <c>submodality</c> column.</summary>
    public string? Submodality { get; init; }

    /// <summary>The release's <c>stain</c> column; null where none is recorded, which is not the option "None".</summary>
    public string? Stain { get; init; }

    /// <summary>Whether the image is computer-made.</summary>
    public bool? Synthetic { get; init; }

    /// <summary>The release's <c>license</c> column.</summary>
    public string? License { get; init; }

    /// <summary>The scale of what is shown, such as <c>cellular</c>; null where the dataset does not say, as the release does not.</summary>
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
