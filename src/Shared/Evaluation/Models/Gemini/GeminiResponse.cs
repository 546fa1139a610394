using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Json;
using MuBench.Models.Generative;
using MuBench.Responses;

namespace MuBench.Models.Gemini;

/// <summary>The fields of a <c>GenerateContentResponse</c> that are used.</summary>
internal sealed record GeminiResponse(string Text, ResponseFinish Ending, string? ModelVersion, UsageDetails? Usage)
{
    /// <summary>The tokens of the text with their log-probabilities; null if there are none.</summary>
    public IReadOnlyList<GeneratedToken>? Tokens { get; init; }

    /// <summary>The service tier of the response's header; null if there is none.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Reads a response.</summary>
    /// <exception cref="JsonException">The body is not such a response.</exception>
    public static GeminiResponse Read(ReadOnlyMemory<byte> body)
    {
        using var json = ForeignJson.Parse(body);
        var root = json.RootElement;
        var blocked = root.Child("promptFeedback").Text("blockReason");
        var candidate = root.List("candidates").Select(candidate => (JsonElement?)candidate).FirstOrDefault();
        if (blocked is null && candidate is null)
            throw new JsonException("Neither an answer nor a reason why there is none.");
        var text = TextOf(candidate);
        return new GeminiResponse(text, EndingOf(candidate, blocked), root.Text("modelVersion"), UsageOf(root.Child("usageMetadata")))
        {
            Tokens = GeminiLogprobs.Of(candidate.Child("logprobsResult")),
        };
    }

    /// <summary>The response in the types of the chat abstraction.</summary>
    public ChatResponse ToResponse() => new(new ChatMessage(ChatRole.Assistant, Text))
    {
        ModelId = ModelVersion,
        Usage = Usage,
        FinishReason = Ending.Finish is { } finish ? new ChatFinishReason(finish) : null,
        RawRepresentation = this,
    };

    private static ResponseFinish EndingOf(JsonElement? candidate, string? blocked)
    {
        if (candidate is null)
            return new ResponseFinish(FinishReasons.ContentFilter, $"prompt: {blocked}");
        var reason = candidate.Text("finishReason");
        return reason switch
        {
            "STOP" => new ResponseFinish(FinishReasons.Stop),
            "MAX_TOKENS" => new ResponseFinish(FinishReasons.Length),
            "SAFETY" or "PROHIBITED_CONTENT" or "BLOCKLIST" or "SPII" or "RECITATION" or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" or "LANGUAGE" =>
                new ResponseFinish(FinishReasons.ContentFilter, Categories(candidate) is { } categories ? $"{reason}: {categories}" : reason),
            _ => new ResponseFinish(reason),
        };
    }

    /// <summary>The text without the model's thoughts.</summary>
    private static string TextOf(JsonElement? candidate)
    {
        var text = new StringBuilder();
        foreach (var part in candidate.Child("content").List("parts").Where(part => !part.Is("thought")))
            text.Append(part.Text("text"));
        return text.ToString();
    }

    private static string? Categories(JsonElement? candidate)
    {
        var blocked = string.Join(", ", candidate.List("safetyRatings").Where(rating => rating.Is("blocked")).Select(rating => rating.Text("category")));
        return blocked.Length == 0 ? null : blocked;
    }

    // As with other providers, output tokens include reasoning tokens.
    private static UsageDetails? UsageOf(JsonElement? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.Number("promptTokenCount"),
        OutputTokenCount = usage.Number("candidatesTokenCount") is var answered && usage.Number("thoughtsTokenCount") is var thought
            && (answered ?? thought) is not null ? (answered ?? 0) + (thought ?? 0) : null,
        TotalTokenCount = usage.Number("totalTokenCount"),
        CachedInputTokenCount = usage.Number("cachedContentTokenCount"),
        ReasoningTokenCount = usage.Number("thoughtsTokenCount"),
    };
}
