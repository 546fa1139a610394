using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Manifests;

namespace MuBench.Models.Anthropic;

/// <summary>Writes the body of <c>/v1/messages</c>.</summary>
internal static class MessagesRequest
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body: the length, the parts in order, the model, the settings that are not null, and the system prompt.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ModelManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Plain);
        var turns = messages.ToLookup(message => message.Role == ChatRole.System);
        json.WriteStartObject();
        json.WriteNumber("max_tokens", manifest.Generation.OutputLimit);
        json.WriteStartArray("messages");
        foreach (var message in turns[false])
        {
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteStartArray("content");
            WriteContents(json, message);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", manifest.Model);
        WriteOutput(json, manifest);
        WriteThinking(json, manifest.Generation.ReasoningEffort);
        if (turns[true].Any())
        {
            json.WriteStartArray("system");
            foreach (var system in turns[true])
                WriteContents(json, system);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteContents(Utf8JsonWriter json, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            json.WriteStartObject();
            switch (content)
            {
                case TextContent text:
                    json.WriteString("type", "text");
                    json.WriteString("text", text.Text);
                    break;
                case DataContent data:
                    json.WriteString("type", "image");
                    json.WriteStartObject("source");
                    json.WriteString("type", "base64");
                    json.WriteBase64String("data", data.Data.Span);
                    json.WriteString("media_type", data.MediaType);
                    json.WriteEndObject();
                    break;
                default:
                    throw new NotSupportedException($"The Messages API is sent text and images, not {content.GetType().Name}.");
            }

            json.WriteEndObject();
        }
    }

    private static void WriteOutput(Utf8JsonWriter json, ModelManifest manifest)
    {
        var format = manifest.Request?.ResponseFormat;
        var effort = manifest.Generation.ReasoningEffort is { } wanted && wanted != ReasoningEfforts.None ? wanted : null;
        if (format is null && effort is null)
            return;
        json.WriteStartObject("output_config");
        if (format is not null)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WritePropertyName("schema");
            MessagesSchema.Adapt(format.Schema).WriteTo(json);
            json.WriteEndObject();
        }

        if (effort is not null)
            json.WriteString("effort", effort);
        json.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter json, string? effort)
    {
        if (effort is null)
            return;
        json.WriteStartObject("thinking");
        json.WriteString("type", effort == ReasoningEfforts.None ? "disabled" : "adaptive");
        json.WriteEndObject();
    }
}
