using System.Buffers;
using System.Text.Json;
using MuBench.Manifests;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>The members of a request that are the same in every call of a model: its name and the generation settings.</summary>
internal static class CompletionSettings
{
    /// <summary>The members as JSON without braces, such as <c>"model":"gpt-4o","temperature":0</c>.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="model">Its name in requests.</param>
    public static byte[] Of(ModelManifest manifest, string model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("model"u8, model);
        var generation = manifest.Generation;
        writer.WriteNumber(OpenAIOptions.HasOlderLimit(manifest) ? "max_tokens"u8 : "max_completion_tokens"u8, generation.OutputLimit);
        if (generation.Temperature is { } temperature)
            writer.WriteNumber("temperature"u8, (float)temperature);
        if (generation.TopP is { } share)
            writer.WriteNumber("top_p"u8, (float)share);
        if (generation.Seed is { } seed)
            writer.WriteNumber("seed"u8, seed);
        if (generation.ReasoningEffort is { } effort)
            writer.WriteString("reasoning_effort"u8, effort);
        if (manifest.TopLogprobs is { } top)
        {
            writer.WriteBoolean("logprobs"u8, true);
            writer.WriteNumber("top_logprobs"u8, top);
        }

        if (manifest.ServiceTier is { } tier)
            writer.WriteString("service_tier"u8, ServiceTiers.WordOf(manifest.Kind, tier));
        WriteFormat(writer, manifest);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan[1..^1].ToArray();
    }

    // The schema is sent as it stands in the manifest.
    private static void WriteFormat(Utf8JsonWriter writer, ModelManifest manifest)
    {
        if (manifest.Request?.ResponseFormat is not { } format)
            return;
        writer.WriteStartObject("response_format"u8);
        writer.WriteString("type"u8, "json_schema"u8);
        writer.WriteStartObject("json_schema"u8);
        writer.WriteString("name"u8, "response"u8);
        writer.WritePropertyName("schema"u8);
        writer.WriteRawValue(format.Schema.GetRawText());
        writer.WriteBoolean("strict"u8, true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
