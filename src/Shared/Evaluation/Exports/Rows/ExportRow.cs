namespace MuBench.Exports.Rows;

/// <summary>
/// One question of one model: a line of a JSON Lines export, and a row of a Parquet export with the same names. Names
/// are written in snake_case, and absent values as null. See <c>docs/exports.md</c>.
/// </summary>
internal sealed record ExportRow
{
    /// <summary>The version of this row's format that this code writes.</summary>
    public const int CurrentFormatVersion = 6;

    /// <summary>Version of this row's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Id of the run.</summary>
    public required string Run { get; init; }

    /// <summary>Id of the model or pass: <c>gpt</c>, <c>gpt#blind</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Id of the model; for a pass, the model that the pass belongs to.</summary>
    public required string ModelOf { get; init; }

    /// <summary>The pass: <c>blind</c>, <c>shuffled-image</c>, <c>repeat-1</c>, <c>order-2</c>; null for the model itself.</summary>
    public string? Pass { get; init; }

    /// <summary>The model's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The model's key in the response log.</summary>
    public required string ModelKey { get; init; }

    /// <summary>Whether the model's result is void.</summary>
    public required bool Void { get; init; }

    /// <summary>The model's alarm in words: how many of its responses have nothing to score; null if it has none.</summary>
    public string? Alarm { get; init; }

    /// <summary>How the model's requests differ from those of the official protocol, which makes its scores not official; null if they do not.</summary>
    public string? AskedWith { get; init; }

    /// <summary>That a rule stopped the run, so that its scores are those of a sample, in words; null if every question was asked.</summary>
    public string? Sampled { get; init; }

    /// <summary>Name of the dataset in the store.</summary>
    public required string Dataset { get; init; }

    /// <summary>Revision of the dataset.</summary>
    public required string DatasetRevision { get; init; }

    /// <summary>Row of the image in the dataset.</summary>
    public required int ImageRow { get; init; }

    /// <summary>The release's id of the image; not unique.</summary>
    public string? ImageId { get; init; }

    /// <summary>Source dataset of the image.</summary>
    public required string Source { get; init; }

    /// <summary>Number of images of the question's item.</summary>
    public required int Images { get; init; }

    /// <summary>SHA-256 of the image's bytes; for several images see <see cref="MuBench.Datasets.ImageRecord.ContentSha256"/>.</summary>
    public required string ImageSha256 { get; init; }

    /// <summary>Hash of the image that was shown, which a pass may replace; null if none was shown.</summary>
    public string? ShownImageSha256 { get; init; }

    /// <summary>The rule that converted the shown image to 8 bits; null if it has at most 8 bits per sample, or if no image was shown.</summary>
    public string? Display { get; init; }

    /// <summary>The task: <c>coarse</c>, <c>fine</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The question key.</summary>
    public required string QuestionKey { get; init; }

    /// <summary>The release's id of the question.</summary>
    public string? QuestionId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The options in display order.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Index of the correct option in <see cref="Options"/>; null for a question without options.</summary>
    public int? GoldIndex { get; init; }

    /// <summary>Letter of the correct option; null for a question without options.</summary>
    public string? GoldLetter { get; init; }

    /// <summary>The prompt variant that was scored; see <see cref="MuBench.Responses.ResponseRecord.Form"/>.</summary>
    public string? Form { get; init; }

    /// <summary>The exact prompt; for contrastive models the option texts joined by line feeds.</summary>
    public required string Prompt { get; init; }

    /// <summary>Key of the response in the response log.</summary>
    public required string ResponseKey { get; init; }

    /// <summary>
    /// Score of the response under the official protocol, 0 to 1. Null if there is no response, so that the mean is the
    /// report's accuracy.
    /// </summary>
    public double? OfficialScore { get; init; }

    /// <summary>Outcome under the official protocol.</summary>
    public string? OfficialOutcome { get; init; }

    /// <summary>Index of the option that the official protocol reads from the response; null for none.</summary>
    public int? OfficialChoice { get; init; }

    /// <summary>
    /// Score of the response under the strict protocol, 0 to 1. Null if there is no response, so that the mean is the
    /// report's accuracy.
    /// </summary>
    public double? StrictScore { get; init; }

    /// <summary>Outcome under the strict protocol.</summary>
    public string? StrictOutcome { get; init; }

    /// <summary>Index of the option that the strict protocol reads from the response; null for none.</summary>
    public int? StrictChoice { get; init; }

    /// <summary>Fractional score of the response, 0 to 1, for localisation questions; null for other questions.</summary>
    public float? Credit { get; init; }

    /// <summary>The model's complete response; null for contrastive models and if there is none.</summary>
    public string? Response { get; init; }

    /// <summary>Cosine similarity of the image and each option; only for contrastive models.</summary>
    public IReadOnlyList<float>? Similarities { get; init; }

    /// <summary>Probability of each option; only for contrastive models whose logit scale is known, and responses with log-probabilities.</summary>
    public IReadOnlyList<double>? Probabilities { get; init; }

    /// <summary>The greatest of <see cref="Probabilities"/>.</summary>
    public double? Confidence { get; init; }

    /// <summary>Why the question failed in the run; null if it did not fail.</summary>
    public string? Fault { get; init; }

    /// <summary>The provider's finish reason.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The provider's detail about a filtered or refused response.</summary>
    public string? FinishDetail { get; init; }

    /// <summary>The model version that the provider reports.</summary>
    public string? ResolvedModel { get; init; }

    /// <summary>
    /// Whether an earlier row of the run, of the same or another model, has the same response. Tokens and cost are
    /// given only in that row, so that sums count them once.
    /// </summary>
    public bool Shared { get; init; }

    /// <summary>Input tokens of the call.</summary>
    public long? InputTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider had cached.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider wrote to its cache.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>Output tokens of the call.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The part of <see cref="OutputTokens"/> that was reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>The provider's word for the service tier that served the call.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Cost of the call in US dollars.</summary>
    public double? Usd { get; init; }

    /// <summary>Milliseconds from the request to the complete response.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Number of attempts until the response.</summary>
    public int? Attempts { get; init; }

    /// <summary>How the question was sent: <c>batch</c>; null for a single call.</summary>
    public string? Delivery { get; init; }

    /// <summary>When the response was complete.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Id of the run that asked; another run if the response was already in the log.</summary>
    public string? AnsweredInRun { get; init; }

    /// <summary>What a reader noted about the question in the viewer; null if there is no note.</summary>
    public string? Note { get; init; }

    /// <summary>The tags that a reader gave the question in the viewer; null if there are none.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
