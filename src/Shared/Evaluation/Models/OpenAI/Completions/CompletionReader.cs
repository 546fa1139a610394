using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Json;
using MuBench.Models.Generative;
using MuBench.Responses;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>
/// Reads chat completions in one pass. Only what is used must be readable: a response is paid for, so a member that is not used may have any value.
/// </summary>
internal static class CompletionReader
{
    /// <summary>Reads the body of a response.</summary>
    /// <exception cref="JsonException">It is no chat completion.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> body)
    {
        body = ForeignJson.Mend(body.Span) ?? body;
        var reader = new Utf8JsonReader(body.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The response is no JSON object.");
        CompletionChoice? choice = null;
        (string? model, string? fingerprint, string? tier, UsageDetails? usage) = (null, null, null, null);
        var isImplausible = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
                choice = CompletionChoice.ReadFirst(ref reader);
            else if (reader.ValueTextEquals("usage"u8))
                usage = CompletionUsage.Read(ref reader, out isImplausible);
            else if (reader.ValueTextEquals("model"u8))
                model = TextOf(ref reader);
            else if (reader.ValueTextEquals("system_fingerprint"u8))
                fingerprint = TextOf(ref reader);
            else if (reader.ValueTextEquals("service_tier"u8))
                tier = TextOf(ref reader);
            else
                reader.Skip();
        }

        reader.Read(); // fails if something follows the object
        if (choice is null)
            throw new JsonException("The response has no choice.");
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, choice.Text))
        {
            ModelId = model,
            FinishReason = choice.Finish is null ? null : new ChatFinishReason(choice.Finish),
            Usage = usage,
            RawRepresentation = new Completion
            {
                Fingerprint = fingerprint,
                Tier = tier,
                Refusal = choice.Refusal,
                FilterDetail = choice.Finish == FinishReasons.ContentFilter ? FilterDetailOf(body) : null,
                Tokens = choice.Tokens,
            },
        };
        ReportedUsage.Check(response, isImplausible);
        return response;
    }

    /// <summary>Reads the text of a property; null if it is no text.</summary>
    public static string? TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    private static string? FilterDetailOf(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.List("choices").Select(choice => FilterCategories.Read(choice.Child("content_filter_results"))).FirstOrDefault();
    }
}
