using Microsoft.Extensions.AI;
using MuBench.Manifests;
using OpenAI.Responses;

namespace MuBench.Models.OpenAI;

#pragma warning disable OPENAI001 // The client marks the whole Responses API as new; the API itself is stable.

/// <summary>The generation settings in the Responses API, which has no seed.</summary>
internal static class OpenAIResponsesOptions
{
    /// <summary>The options of every call to a model.</summary>
    public static ChatOptions Of(ModelManifest manifest) => new()
    {
        Temperature = (float?)manifest.Generation.Temperature,
        TopP = (float?)manifest.Generation.TopP,
        MaxOutputTokens = manifest.Generation.OutputLimit,
        RawRepresentationFactory = _ => Raw(manifest),
    };

    private static CreateResponseOptions Raw(ModelManifest manifest)
    {
        var raw = new CreateResponseOptions { StoredOutputEnabled = false, TopLogProbabilityCount = manifest.TopLogprobs };
        if (manifest.TopLogprobs is not null)
            raw.IncludedProperties.Add(IncludedResponseProperty.MessageOutputTextLogProbabilities);
        if (manifest.Generation.ReasoningEffort is { } effort)
            raw.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = new ResponseReasoningEffortLevel(effort) };
        if (manifest.ServiceTier is { } tier)
            raw.ServiceTier = new ResponseServiceTier(ServiceTiers.WordOf(manifest.Kind, tier));
        // The schema is sent as it stands in the manifest.
        if (manifest.Request?.ResponseFormat is { } format)
        {
            raw.TextOptions = new ResponseTextOptions
            {
                TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("response", BinaryData.FromString(format.Schema.GetRawText()), jsonSchemaIsStrict: true),
            };
        }

        return raw;
    }
}
