using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Json;
using MuBench.Models.Generative;
using MuBench.Money;
using MuBench.Responses;

namespace MuBench.Models.Anthropic;

/// <summary>The fields of a message that are used.</summary>
internal sealed record MessagesResponse(string Text, ResponseFinish Ending, string? Model, UsageDetails? Usage, string? ServiceTier)
{
    /// <summary>Reads a response.</summary>
    /// <exception cref="JsonException">The body is not a message.</exception>
    public static MessagesResponse Read(ReadOnlyMemory<byte> body)
    {
        using var json = ForeignJson.Parse(body);
        var root = json.RootElement;
        if (root.Child("content") is not { ValueKind: JsonValueKind.Array })
            throw new JsonException("A message has a list 'content'.");
        var usage = root.Child("usage");
        return new MessagesResponse(
            string.Concat(root.List("content").Where(block => block.Text("type") == "text").Select(block => block.Text("text"))),
            EndingOf(root),
            root.Text("model"),
            UsageOf(usage),
            usage.Text("service_tier"));
    }

    /// <summary>The response in the types of the chat abstraction.</summary>
    public ChatResponse ToResponse() => new(new ChatMessage(ChatRole.Assistant, Text))
    {
        ModelId = Model,
        Usage = Usage,
        FinishReason = Ending.Finish is { } finish ? new ChatFinishReason(finish) : null,
        RawRepresentation = this,
    };

    private static ResponseFinish EndingOf(JsonElement root) => root.Text("stop_reason") switch
    {
        "end_turn" or "stop_sequence" => new ResponseFinish(FinishReasons.Stop),
        "max_tokens" or "model_context_window_exceeded" => new ResponseFinish(FinishReasons.Length),
        "refusal" => new ResponseFinish(FinishReasons.Refusal, root.Child("stop_details").Text("category")),
        var other => new ResponseFinish(other),
    };

    // Anthropic counts tokens that are read from a cache and written to one beside the other input tokens.
    private static UsageDetails? UsageOf(JsonElement? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = Sum(usage.Number("input_tokens"), usage.Number("cache_creation_input_tokens"), usage.Number("cache_read_input_tokens")),
        OutputTokenCount = usage.Number("output_tokens"),
        CachedInputTokenCount = usage.Number("cache_read_input_tokens"),
        ReasoningTokenCount = usage.Child("output_tokens_details").Number("thinking_tokens"),
        AdditionalCounts = usage.Number("cache_creation_input_tokens") is { } written and > 0 ? new() { [CallCost.CacheWrites] = written } : null,
    };

    private static long? Sum(params ReadOnlySpan<long?> counts)
    {
        long? sum = null;
        foreach (var count in counts)
            sum = count is { } more ? (sum ?? 0) + more : sum;
        return sum;
    }
}
