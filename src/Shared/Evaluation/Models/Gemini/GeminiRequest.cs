using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Manifests;

namespace MuBench.Models.Gemini;

/// <summary>Writes the body of <c>generateContent</c>.</summary>
internal static class GeminiRequest
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body: the parts in order, then the settings that are not null.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, GenerationManifest generation, int? topLogprobs)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        json.WriteStartArray("contents");
        foreach (var message in messages)
            WriteContent(json, message);
        json.WriteEndArray();
        json.WriteStartObject("generationConfig");
        WriteSettings(json, generation);
        if (topLogprobs is { } top)
        {
            json.WriteBoolean("responseLogprobs", true);
            json.WriteNumber("logprobs", top);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteContent(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteStartArray("parts");
        foreach (var content in message.Contents)
        {
            json.WriteStartObject();
            switch (content)
            {
                case TextContent text:
                    json.WriteString("text", text.Text);
                    break;
                case DataContent data:
                    json.WriteStartObject("inlineData");
                    json.WriteString("mimeType", data.MediaType);
                    json.WriteBase64String("data", data.Data.Span);
                    json.WriteEndObject();
                    break;
                default:
                    throw new NotSupportedException($"Gemini is sent text and images, not {content.GetType().Name}.");
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, GenerationManifest generation)
    {
        if (generation.Temperature is { } temperature)
            json.WriteNumber("temperature", temperature);
        if (generation.TopP is { } topP)
            json.WriteNumber("topP", topP);
        json.WriteNumber("maxOutputTokens", generation.OutputLimit);
        if (generation.Seed is { } seed)
            json.WriteNumber("seed", seed);
        if (generation.ReasoningEffort is not { } effort)
            return;
        json.WriteStartObject("thinkingConfig");
        if (effort == ReasoningEfforts.None)
            json.WriteNumber("thinkingBudget", 0);
        else
            json.WriteString("thinkingLevel", effort);
        json.WriteEndObject();
    }
}
