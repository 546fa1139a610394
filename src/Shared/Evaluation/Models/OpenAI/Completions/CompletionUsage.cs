using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Models.Generative;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>Reads the token counts of a chat completion.</summary>
internal static class CompletionUsage
{
    /// <summary>Reads the value of the property <c>usage</c>.</summary>
    /// <param name="reader">Stands at the property's name.</param>
    /// <param name="isFaulty">Whether a count is no whole number or out of range. Then no count is used.</param>
    /// <returns>The counts; null if there are none.</returns>
    public static UsageDetails? Read(ref Utf8JsonReader reader, out bool isFaulty)
    {
        reader.Read();
        isFaulty = false;
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var checking = reader;
        if (ReportedUsage.IsFaulty(ref checking))
        {
            reader = checking;
            isFaulty = true;
            return null;
        }

        // A count that a usage object lacks is zero.
        var usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                usage.InputTokenCount = CountOf(ref reader) ?? 0;
            else if (reader.ValueTextEquals("completion_tokens"u8))
                usage.OutputTokenCount = CountOf(ref reader) ?? 0;
            else if (reader.ValueTextEquals("total_tokens"u8))
                usage.TotalTokenCount = CountOf(ref reader);
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
                usage.CachedInputTokenCount = DetailOf(ref reader, "cached_tokens"u8);
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
                usage.ReasoningTokenCount = DetailOf(ref reader, "reasoning_tokens"u8);
            else
                reader.Skip();
        }

        return usage;
    }

    private static long? CountOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetInt64();
        reader.Skip();
        return null;
    }

    // Null if there are no details, and zero if they lack the count.
    private static long? DetailOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        long? count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
                count = CountOf(ref reader) ?? 0;
            else
                reader.Skip();
        }

        return count;
    }
}
