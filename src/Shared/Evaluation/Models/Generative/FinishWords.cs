using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Responses;

namespace MuBench.Models.Generative;

/// <summary>
/// The finish reasons of servers with OpenAI's chat completions API that are not OpenAI's. Its client fails on such a word, and the response, which was paid for,
/// would be lost.
/// </summary>
internal static class FinishWords
{
    private const string Key = "MuBench.FinishWord";
    private const string ToolCalls = "tool_calls";
    private const string FunctionCall = "function_call";

    private static ReadOnlySpan<byte> Member => "\"finish_reason\""u8;

    private static ReadOnlySpan<byte> Space => " \t\r\n"u8;

    private static readonly HashSet<string> Known = new([FinishReasons.Stop, FinishReasons.Length, FinishReasons.ContentFilter, ToolCalls, FunctionCall], StringComparer.Ordinal);

    private static readonly HashSet<string> Lengths = new(["model_length", "max_length", "max_tokens"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Stops = new(["eos", "eos_token", "stop_sequence", "stop_token", "end_turn", "complete", "stop", ""], StringComparer.OrdinalIgnoreCase);

    /// <summary>Replaces unknown finish reasons in the body of a response; null if it has none.</summary>
    /// <returns>The body that the client can read, and the first word that means neither a normal end nor the token limit; null if there is none.</returns>
    public static (byte[] Body, string? Word)? Mend(ReadOnlySpan<byte> body)
    {
        if (IsUsual(body))
            return null;
        try
        {
            var (faulty, word) = Find(body);
            return faulty.Count == 0 ? null : (BodyParts.Replace(body, faulty), word);
        }
        catch (JsonException)
        {
            return null; // not JSON: the client reports it
        }
    }

    /// <summary>A server's word in the terms of scoring; its own word if it means neither a normal end nor the token limit.</summary>
    public static string Meaning(string own) =>
        own == FunctionCall ? ToolCalls : Known.Contains(own) ? own : Lengths.Contains(own) ? FinishReasons.Length : Stops.Contains(own) ? FinishReasons.Stop : own;

    /// <summary>Keeps a server's own word with a response.</summary>
    public static void Keep(ChatResponse response, string? word)
    {
        if (word is not null) (response.AdditionalProperties ??= [])[Key] = word;
    }

    /// <summary>The finish reason of a response: the server's own word if its client does not know it.</summary>
    public static string? Of(ChatResponse response) =>
        response.AdditionalProperties?.TryGetValue(Key, out var word) == true ? (string?)word : response.FinishReason?.Value;

    /// <summary>Whether a body surely needs no change: wherever it has the member's name, one of OpenAI's words or no text follows.</summary>
    private static bool IsUsual(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\\u"u8) >= 0)
            return false; // a name or a word may be written with escapes
        for (int at; (at = body.IndexOf(Member)) >= 0;)
        {
            body = body[(at + Member.Length)..].TrimStart(Space);
            if (body is not [(byte)':', ..] || !StartsWithUsualWord(body[1..].TrimStart(Space)))
                return false;
        }

        return true;
    }

    private static bool StartsWithUsualWord(ReadOnlySpan<byte> value) =>
        value.StartsWith("\"stop\""u8) || value.StartsWith("\"length\""u8) || value.StartsWith("null"u8) || value.StartsWith("\"content_filter\""u8);

    private static (List<(Range Place, byte[] By)> Faulty, string? Word) Find(ReadOnlySpan<byte> body)
    {
        var faulty = new List<(Range, byte[])>();
        string? word = null;
        var isChoices = false;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.CurrentDepth == 1) isChoices = reader.ValueTextEquals("choices"u8);
            // A member of an element of the list "choices" of the document.
            if (!isChoices || reader.CurrentDepth != 3 || !reader.ValueTextEquals(Member[1..^1])) continue;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } own || Known.Contains(own)) continue;
            var isLength = Lengths.Contains(own);
            if (!isLength && !Stops.Contains(own)) word ??= own;
            faulty.Add(((int)reader.TokenStartIndex..(int)reader.BytesConsumed, isLength ? [.. "\"length\""u8] : [.. "\"stop\""u8]));
        }

        return (faulty, word);
    }
}
