using System.Text.Json;
using MuBench.Models.Generative;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>The first choice of a chat completion.</summary>
/// <param name="Text">Its text; empty if it has none.</param>
/// <param name="Refusal">The words of a refusal; null if it is none.</param>
/// <param name="Finish">The finish reason in the terms of scoring, or the server's own word; null if there is none.</param>
/// <param name="Tokens">The tokens with their log-probabilities; null if the server gives none.</param>
internal sealed record CompletionChoice(string Text, string? Refusal, string? Finish, IReadOnlyList<GeneratedToken>? Tokens)
{
    /// <summary>Reads the value of the property <c>choices</c>; null if it has no choice.</summary>
    /// <param name="reader">Stands at the property's name.</param>
    /// <exception cref="JsonException">The first choice has no message.</exception>
    public static CompletionChoice? ReadFirst(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        CompletionChoice? first = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (first is null)
                first = Read(ref reader);
            else
                reader.Skip();
        }

        return first;
    }

    private static CompletionChoice Read(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        (string Text, string? Refusal)? message = null;
        string? finish = null;
        List<GeneratedToken>? tokens = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
                message = MessageOf(ref reader);
            else if (reader.ValueTextEquals("finish_reason"u8))
                finish = CompletionReader.TextOf(ref reader);
            else if (reader.ValueTextEquals("logprobs"u8))
                tokens = CompletionTokens.Read(ref reader);
            else
                reader.Skip();
        }

        var (text, refusal) = message ?? throw new JsonException("The choice has no message.");
        return new CompletionChoice(text, refusal, finish is null ? null : FinishWords.Meaning(finish), tokens);
    }

    private static (string Text, string? Refusal) MessageOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
        var text = "";
        string? refusal = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
                text = ContentOf(ref reader);
            else if (reader.ValueTextEquals("refusal"u8))
                refusal = CompletionReader.TextOf(ref reader);
            else
                reader.Skip();
        }

        return (text, refusal);
    }

    // A text, nothing, or a list of parts.
    private static string ContentOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString()!;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return "";
        }

        var text = "";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            text += PartOf(ref reader);
        return text;
    }

    // Only parts with a text are a part of the text.
    private static string? PartOf(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        string? text = null;
        var isText = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
                isText = CompletionReader.TextOf(ref reader) == "text";
            else if (reader.ValueTextEquals("text"u8))
                text = CompletionReader.TextOf(ref reader);
            else
                reader.Skip();
        }

        return isText ? text : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new JsonException($"The response has {reader.TokenType} in place of {type}.");
    }
}
