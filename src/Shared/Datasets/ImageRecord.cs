namespace MuBench.Datasets;

/// <summary>One image with its questions and captions: a line of a shard's index.</summary>
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
