using System.Text.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading.Requests;

/// <summary>Reads <c>extraBody</c>: members of the request's body that MuBench does not write itself.</summary>
internal static class ExtraBodyReader
{
    /// <summary>The member of Gemini's body in which its settings are. Its own members are merged with those of MuBench.</summary>
    public const string GenerationConfig = "generationConfig";

    /// <summary>The member with the service tier, in OpenAI's, Anthropic's and Google's bodies.</summary>
    public const string ServiceTier = "service_tier";

    private const string OneResponse = "MuBench reads one whole response to a request; leave it out";

    public static readonly JsonField ExtraBody = new("extraBody", "an object with further fields of the request's body, such as { \"top_k\": 1 }");

    private static readonly Dictionary<string, string> OfOpenAI = new(StringComparer.Ordinal)
    {
        ["model"] = "write it as the model's 'model' or 'deployment'",
        ["messages"] = "write 'system' and 'prompt'",
        ["temperature"] = "write it in 'generation'",
        ["top_p"] = "write it as 'topP' in 'generation'",
        ["max_tokens"] = "write it as 'maxOutputTokens' in 'generation'",
        ["max_completion_tokens"] = "write it as 'maxOutputTokens' in 'generation'",
        ["seed"] = "write it in 'generation'",
        ["reasoning_effort"] = "write it as 'reasoningEffort' in 'generation'",
        ["response_format"] = "write 'responseFormat'",
        ["chat_template_kwargs"] = "write 'chatTemplate'",
        ["logprobs"] = "write the model's 'logprobs'",
        ["top_logprobs"] = "write the model's 'logprobs'",
        ["stream"] = OneResponse,
        ["stream_options"] = OneResponse,
        ["n"] = OneResponse,
    };

    private static readonly Dictionary<string, string> OfResponses = new(StringComparer.Ordinal)
    {
        ["model"] = "write it as the model's 'model' or 'deployment'",
        ["input"] = "write 'system' and 'prompt'",
        ["instructions"] = "write 'system'",
        ["temperature"] = "write it in 'generation'",
        ["top_p"] = "write it as 'topP' in 'generation'",
        ["max_output_tokens"] = "write it as 'maxOutputTokens' in 'generation'",
        ["reasoning"] = "write it as 'reasoningEffort' in 'generation'",
        ["text"] = "write 'responseFormat'",
        ["top_logprobs"] = "write the model's 'logprobs'",
        ["include"] = "write the model's 'logprobs'",
        ["store"] = "nothing is stored at the provider; leave it out",
        ["stream"] = OneResponse,
        ["background"] = OneResponse,
    };

    private static readonly Dictionary<string, string> OfAnthropic = new(StringComparer.Ordinal)
    {
        ["model"] = "write it as the model's 'model'",
        ["messages"] = "write 'system' and 'prompt'",
        ["system"] = "write 'system'",
        ["max_tokens"] = "write it as 'maxOutputTokens' in 'generation'",
        ["thinking"] = "write it as 'reasoningEffort' in 'generation'",
        ["output_config"] = "write 'responseFormat', and 'reasoningEffort' in 'generation'",
        ["stream"] = OneResponse,
    };

    private static readonly Dictionary<string, string> OfGemini = new(StringComparer.Ordinal)
    {
        ["contents"] = "write 'system' and 'prompt'",
        ["systemInstruction"] = "write 'system'",
        ["system_instruction"] = "write 'system'",
        ["generation_config"] = $"write '{GenerationConfig}'",
    };

    private static readonly Dictionary<string, string> OfGenerationConfig = new(StringComparer.Ordinal)
    {
        ["temperature"] = "write it in 'generation'",
        ["topP"] = "write it in 'generation'",
        ["maxOutputTokens"] = "write it in 'generation'",
        ["seed"] = "write it in 'generation'",
        ["thinkingConfig"] = "write it as 'reasoningEffort' in 'generation'",
        ["responseMimeType"] = "write 'responseFormat'",
        ["responseSchema"] = "write 'responseFormat'",
        ["responseJsonSchema"] = "write 'responseFormat'",
        ["responseLogprobs"] = "write the model's 'logprobs'",
        ["logprobs"] = "write the model's 'logprobs'",
        ["candidateCount"] = OneResponse,
    };

    /// <summary>Reads the object; null if it is absent, empty or has a fault.</summary>
    public static JsonElement? Read(JsonObjectReader reader, ModelManifest model)
    {
        var kind = model.Kind;
        if (reader.JsonObject(ExtraBody) is not { } body)
            return null;
        var path = reader.PathOf(ExtraBody);
        var before = reader.Faults.Count;
        Check(body, path, kind switch { ModelKinds.Anthropic => OfAnthropic, ModelKinds.Gemini => OfGemini, _ => model.UsesResponses ? OfResponses : OfOpenAI }, reader.Faults);
        if (body.TryGetProperty(ServiceTier, out _) && kind != ModelKinds.Anthropic && (reader.Has(ModelFields.ServiceTier) || !reader.Has(ModelFields.Price)))
            reader.Faults.Add(ManifestText.Child(path, ServiceTier), $"write it as the model's '{ModelFields.ServiceTier.Name}', which has known prices");
        else if (body.TryGetProperty(ServiceTier, out _) && !reader.Has(ModelFields.Price))
            reader.Faults.Add(ManifestText.Child(path, ServiceTier), $"a service tier has prices of its own, which MuBench does not know; give them as the model's '{ModelFields.Price.Name}'");
        if (kind == ModelKinds.Gemini && body.TryGetProperty(GenerationConfig, out var settings))
        {
            if (settings.ValueKind == JsonValueKind.Object)
                Check(settings, ManifestText.Child(path, GenerationConfig), OfGenerationConfig, reader.Faults);
            else
                reader.Faults.Add(ManifestText.Child(path, GenerationConfig), $"expected an object; found {ManifestText.FoundKind(settings)}");
        }

        return reader.Faults.Count == before && body.EnumerateObject().Any() ? body : null;
    }

    private static void Check(JsonElement value, string path, Dictionary<string, string> own, ManifestFaults faults)
    {
        foreach (var name in value.EnumerateObject().Select(member => member.Name))
        {
            if (own.TryGetValue(name, out var remedy))
                faults.Add(ManifestText.Child(path, name), remedy == OneResponse ? remedy : $"MuBench writes this field itself; {remedy}");
        }
    }
}
