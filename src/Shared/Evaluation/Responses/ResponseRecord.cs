using System.Text.Json.Serialization;
using MuBench.Imaging;

namespace MuBench.Responses;

/// <summary>One line of the response log: a complete response of a model to a question. Failures are never stored.</summary>
internal sealed record ResponseRecord
{
    /// <summary>
    /// Hash of image bytes, prompt (for contrastive models the option texts) and repeat. Together with the model key in
    /// the path it identifies the response. See <see cref="ResponseKey"/>.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Row of the image in the dataset.</summary>
    public required int Row { get; init; }

    /// <summary>Question key, such as <c>modality</c>.</summary>
    public required string Question { get; init; }

    /// <summary>
    /// The prompt variant of the question: null for the lettered prompt of generative models; <c>_0</c> or <c>_1</c>
    /// for a caption template; <c>ensemble</c> for the mean of several; <c>options</c> for question + " " + option, if
    /// the release has no captions; <c>order:CABD</c> for the lettered prompt with the options in another order, given
    /// by the letters of the stored options in display order; <c>detect:FAMILY</c> for the detection prompt of a model
    /// family, which determines how the response is read; <c>segment:paligemma</c> for the second prompt after an empty
    /// response.
    /// </summary>
    public string? Form { get; init; }

    /// <summary>Number of the repeat, from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Repeat { get; init; }

    /// <summary>The model's complete text; null for contrastive models.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The tokens of <see cref="Text"/> that are an option's letter or number, in order, with their log-probabilities. Empty if no token is one.
    /// Null if the provider gave no log-probabilities, and in records of versions without them.
    /// </summary>
    public IReadOnlyList<LoggedToken>? Logprobs { get; init; }

    /// <summary>The member of the JSON in <see cref="Text"/> that names the option; null if the model was asked for text.</summary>
    public string? AnswerMember { get; init; }

    /// <summary>Cosine similarity of the image and each option, for contrastive models.</summary>
    public IReadOnlyList<float>? Scores { get; init; }

    /// <summary>
    /// Precision and instruction set with which <see cref="Scores"/> were computed, such as <c>fp32 on x64 AVX2</c>.
    /// Null for models that write text, for servers that do not report it, and in records of versions without it.
    /// </summary>
    public string? ComputedBy { get; init; }

    /// <summary>The finish reason: one of <see cref="FinishReasons"/>, or the provider's own word.</summary>
    public string? Finish { get; init; }

    /// <summary>The provider's detail about a filtered or refused response: its categories.</summary>
    public string? FinishDetail { get; init; }

    /// <summary>The model version that the provider reports.</summary>
    public string? Model { get; init; }

    /// <summary>The provider's system fingerprint.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Input tokens; null if the provider does not report them.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens; null if the provider does not report them.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Input tokens that the provider had cached, part of <see cref="InputTokens"/>; null if it does not report them.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Input tokens that the provider wrote to its cache, part of <see cref="InputTokens"/>; null if it does not report them.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>Reasoning tokens, part of <see cref="OutputTokens"/>; null if the provider does not report them.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>
    /// Whether the endpoint reported implausible token counts: negative, absurdly large, zero for the prompt, or not
    /// numbers. Such counts are not stored, and the cost of the call is unknown. The spending of the run counts the
    /// call at its maximum.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasImplausibleUsage { get; init; }

    /// <summary>The provider's word for the service tier that served the call; null if it gives none, and in records of versions without it.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The cost of the call in US dollars; null if the price is unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Whether the cost of this response of a hosted model is unknown, because its price or its tokens are not known.</summary>
    [JsonIgnore]
    public bool IsUnpriced => Usd is null && (LatencyMs is not null || Delivery is not null) && (Finish != FinishReasons.ContentFilter || OutputTokens is not null);

    /// <summary>Milliseconds from sending the request to the complete response, for the attempt that succeeded.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>How the question was sent: <c>batch</c>; null for a single call.</summary>
    public string? Delivery { get; init; }

    /// <summary>Number of attempts, 1 unless earlier ones failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempts { get; init; }

    /// <summary>
    /// Whether the question was sent a second time while its first request was in flight (a hedged request). This is
    /// the faster response.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Hedged { get; init; }

    /// <summary>Id of the run that asked. It separates a run's own calls from responses that were in the log already.</summary>
    public string? Run { get; init; }

    /// <summary>When the response was complete.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The time from the request to the complete response; null if it is not known.</summary>
    [JsonIgnore]
    public ResponsePeriod? Period => At is { } at ? new ResponsePeriod(at - TimeSpan.FromMilliseconds(LatencyMs ?? 0), at) : null;

    /// <summary>The item's first image as sent; null if no image was sent.</summary>
    public SentImage? Image { get; init; }

    /// <summary>The images after the first one, as sent; null if there are none.</summary>
    public IReadOnlyList<SentImage>? FurtherImages { get; init; }

    /// <summary>The images as sent, in order: <see cref="Image"/> and <see cref="FurtherImages"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<SentImage> Images
    {
        get => Image is null ? [] : [Image, .. FurtherImages ?? []];
        init => (Image, FurtherImages) = (value.Count == 0 ? null : value[0], value.Count > 1 ? [.. value.Skip(1)] : null);
    }

    /// <summary>
    /// How often the shard had been claimed when the question was asked, including that time: a larger number is a later owner. 0 if the conductor
    /// claims no shards, and in records of versions without it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Claim { get; init; }
}
