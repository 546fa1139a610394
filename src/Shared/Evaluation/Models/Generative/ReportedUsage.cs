using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Manifests.Prices;

namespace MuBench.Models.Generative;

/// <summary>Takes the token counts that an endpoint reports for a call, and discards implausible ones.</summary>
internal static class ReportedUsage
{
    private const string Key = "MuBench.ImplausibleUsage";

    /// <summary>Replacement for removed counts, for clients whose format requires some.</summary>
    private static ReadOnlySpan<byte> Nothing => """{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"input_tokens":0,"output_tokens":0}"""u8;

    /// <summary>Whether a response reported implausible counts.</summary>
    public static bool IsImplausible(ChatResponse response) => response.AdditionalProperties?.ContainsKey(Key) == true;

    /// <summary>
    /// Removes implausible counts from a response: negative, absurdly large, zero for the prompt, zero for a text, or
    /// not numbers.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="isFaulty">Whether a count of its body is no whole number or out of range.</param>
    public static void Check(ChatResponse response, bool isFaulty)
    {
        if (!isFaulty && (response.Usage is not { } usage || IsPlausible(usage, response)))
            return;
        response.Usage = null;
        (response.AdditionalProperties ??= [])[Key] = true;
    }

    private static bool IsPlausible(UsageDetails usage, ChatResponse response) =>
        TokenUsage.IsPlausible(usage.InputTokenCount, usage.OutputTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount)
        && (usage.OutputTokenCount is not 0 || response.Text.Length == 0);

    /// <summary>
    /// Makes a response body readable in which a token count is not a whole number or out of range: zero tokens stand in place of such counts. Null if the
    /// body needs no change.
    /// </summary>
    public static byte[]? Sanitize(ReadOnlySpan<byte> body)
    {
        try
        {
            var faulty = FaultyPlaces(body);
            return faulty.Count == 0 ? null : BodyParts.Replace(body, [.. faulty.Select(place => (place, Nothing.ToArray()))]);
        }
        catch (JsonException)
        {
            return null; // not JSON: the client reports it
        }
    }

    /// <summary>The places of invalid counts in the members <c>usage</c> (OpenAI, Anthropic) and <c>usageMetadata</c> (Google) of the body.</summary>
    private static List<Range> FaultyPlaces(ReadOnlySpan<byte> body)
    {
        var faulty = new List<Range>();
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return faulty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = reader.ValueTextEquals("usage"u8) || reader.ValueTextEquals("usageMetadata"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (!isUsage)
                reader.Skip();
            else if (reader.TokenType != JsonTokenType.Null && IsFaulty(ref reader))
                faulty.Add(start..(int)reader.BytesConsumed);
        }

        return faulty;
    }

    /// <summary>Reads a usage object to its end. Returns whether a count in it is invalid.</summary>
    public static bool IsFaulty(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return true;
        }

        var isFaulty = false;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !IsCount(ref reader))
                continue;
            reader.Read();
            // The details of counts are objects, lists or absent.
            isFaulty |= reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null => false,
                JsonTokenType.Number => !reader.TryGetInt64(out var tokens) || !TokenUsage.IsPlausible(tokens),
                _ => true,
            };
        }

        return isFaulty;
    }

    private static bool IsCount(ref Utf8JsonReader reader) => IsUsualCount(ref reader) || IsCount(reader.GetString()!);

    // The usual names without making a text of them.
    private static bool IsUsualCount(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("prompt_tokens"u8) || reader.ValueTextEquals("completion_tokens"u8) || reader.ValueTextEquals("total_tokens"u8);

    private static bool IsCount(string name) =>
        name.EndsWith("tokens", StringComparison.OrdinalIgnoreCase) || name.EndsWith("tokenCount", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("token_count", StringComparison.OrdinalIgnoreCase);
}
