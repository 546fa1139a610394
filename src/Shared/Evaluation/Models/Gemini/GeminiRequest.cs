using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Json;
using MuBench.Manifests;
using MuBench.Manifests.Reading.Requests;

namespace MuBench.Models.Gemini;

/// <summary>Writes the body of <c>generateContent</c>.</summary>
internal static class GeminiRequest
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The member with the settings, in which further ones of the manifest are written too.</summary>
    private const string Settings = "generationConfig";

    /// <summary>The body: the system prompt, the parts in order, the settings that are not null, then what the manifest adds.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ModelManifest manifest)
    {
        var (request, topLogprobs) = (manifest.Request, manifest.TopLogprobs);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        var turns = messages.ToLookup(message => message.Role == ChatRole.System);
        foreach (var system in turns[true])
        {
            json.WritePropertyName("systemInstruction");
            WriteContent(json, system, role: null);
        }

        json.WriteStartArray("contents");
        foreach (var message in turns[false])
            WriteContent(json, message, "user");
        json.WriteEndArray();
        json.WriteStartObject(Settings);
        WriteSettings(json, manifest.Generation);
        if (topLogprobs is { } top)
        {
            json.WriteBoolean("responseLogprobs", true);
            json.WriteNumber("logprobs", top);
        }

        if (request?.ResponseFormat is { } format)
        {
            json.WriteString("responseMimeType", "application/json");
            json.WritePropertyName("responseJsonSchema");
            format.Schema.WriteTo(json);
        }

        foreach (var member in request?.ExtraBody?.Child(Settings)?.EnumerateObject() ?? default)
            member.WriteTo(json);
        json.WriteEndObject();
        if (manifest.ServiceTier is { } tier)
            json.WriteString(ExtraBodyReader.ServiceTier, ServiceTiers.WordOf(manifest.Kind, tier));
        foreach (var member in (request?.ExtraBody?.EnumerateObject() ?? default).Where(member => member.Name != Settings))
            member.WriteTo(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteContent(Utf8JsonWriter json, ChatMessage message, string? role)
    {
        json.WriteStartObject();
        if (role is not null)
            json.WriteString("role", role);
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
