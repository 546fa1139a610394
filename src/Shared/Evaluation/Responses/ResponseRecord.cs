using System.Text.Json.Serialization;
using MuBench.Imaging;

namespace MuBench.Responses;

/// <summary>One line of the response log: a complete answer of a model to a question. Failures are never stored.</summary>
public sealed record ResponseRecord
{
    /// <summary>
    /// Hash of image bytes, prompt (for contrastive models the option texts) and repeat; with the model key of the
    /// path it identifies the answer. See <see cref="ResponseKey"/>.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Row of the image in the dataset.</summary>
    public required int Row { get; init; }

    /// <summary>Question key, such as <c>modality</c>.</summary>
    public required string Question { get; init; }

    /// <summary>
    /// The form of the question: null for the lettered prompt of generative models; <c>_0</c> or <c>_1</c> for a
    /// caption template; <c>ensemble</c> for the mean of several; <c>options</c> for question + " " + option, where the
    /// release has no captions; <c>order:CABD</c> for the lettered prompt with the options in another order: the letters of
    /// the stored options in the order shown; <c>detect:FAMILY</c> for a detection prompt of a model family, whose replies are
    /// read accordingly, and <c>segment:paligemma</c> for the one that follows an empty reply.
    /// </summary>
    public string? Form { get; init; }

    /// <summary>Number of the repeat, from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Repeat { get; init; }

    /// <summary>The model's text, whole; null for contrastive models.</summary>
    public string? Text { get; init; }

    /// <summary>Similarity of the image to each option (cosine), for contrastive models.</summary>
    public IReadOnlyList<float>? Scores { get; init; }

    /// <summary>
    /// The precision and the instruction set that <see cref="Scores"/> were computed with, such as <c>fp32 on x64 AVX2</c>; null for
    /// models that write text, for servers that do not say, and in answers logged before it was recorded.
    /// </summary>
    public string? ComputedBy { get; init; }

    /// <summary>Why the model stopped: one of <see cref="FinishReasons"/>, or the provider's own word.</summary>
    public string? Finish { get; init; }

    /// <summary>What the provider says of a filtered or refused answer: its categories.</summary>
    public string? FinishDetail { get; init; }

    /// <summary>The model version that the provider says answered.</summary>
    public string? Model { get; init; }

    /// <summary>The provider's system fingerprint.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Tokens of the request, or null if the provider does not say.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer, or null if the provider does not say.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Tokens of the request that the provider had cached, part of <see cref="InputTokens"/>; null if it does not say.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Tokens that the model reasoned with, part of <see cref="OutputTokens"/>; null if the provider does not say.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>
    /// Whether the endpoint reported token counts that cannot be: negative, absurdly large, none for the prompt, or no numbers.
    /// Such counts are not kept, and the call's cost is unknown; what the run spent counts it at its most.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasImplausibleUsage { get; init; }

    /// <summary>What the call cost, or null if the price is unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Whether this is the answer of a hosted model of which nobody says what it cost: the price or the tokens are unknown.</summary>
    [JsonIgnore]
    public bool IsUnpriced => Usd is null && (LatencyMs is not null || Delivery is not null) && (Finish != FinishReasons.ContentFilter || OutputTokens is not null);

    /// <summary>Milliseconds from sending the request to its whole answer, of the attempt that succeeded.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>How the question went to the provider: <c>batch</c>; null for a call of its own.</summary>
    public string? Delivery { get; init; }

    /// <summary>Number of attempts, 1 unless earlier ones failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempts { get; init; }

    /// <summary>Whether the question was asked a second time while its first request was still running; the faster answer is this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Hedged { get; init; }

    /// <summary>Id of the run that asked: what tells a run's own calls from answers that it found.</summary>
    public string? Run { get; init; }

    /// <summary>When the answer was complete.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>From the request to its whole answer; null if the time is not known.</summary>
    [JsonIgnore]
    public ResponsePeriod? Period => At is { } at ? new ResponsePeriod(at - TimeSpan.FromMilliseconds(LatencyMs ?? 0), at) : null;

    /// <summary>What was sent of the item's first image; null if no image was sent.</summary>
    public SentImage? Image { get; init; }

    /// <summary>What was sent of the images after the first one; null if there are none.</summary>
    public IReadOnlyList<SentImage>? FurtherImages { get; init; }

    /// <summary>What was sent, in order: <see cref="Image"/> and <see cref="FurtherImages"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<SentImage> Images
    {
        get => Image is null ? [] : [Image, .. FurtherImages ?? []];
        init => (Image, FurtherImages) = (value.Count == 0 ? null : value[0], value.Count > 1 ? [.. value.Skip(1)] : null);
    }
}
