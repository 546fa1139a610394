using Microsoft.Extensions.AI;
using MuBench.Manifests;
using OpenAI.Chat;

namespace MuBench.Models.OpenAI;

/// <summary>The generation settings in OpenAI's protocol.</summary>
internal static class OpenAIOptions
{
    /// <summary>The first version of Azure OpenAI's API that knows <c>max_completion_tokens</c>.</summary>
    private const string FirstWithNewerLimit = "2024-09-01";

    /// <summary>The options of every call to a model.</summary>
    public static ChatOptions Of(ModelManifest manifest)
    {
        var generation = manifest.Generation;
        var olderLimit = HasOlderLimit(manifest);
        var options = new ChatOptions
        {
            Temperature = (float?)generation.Temperature,
            TopP = (float?)generation.TopP,
            MaxOutputTokens = olderLimit ? null : generation.OutputLimit,
            Seed = generation.Seed,
        };
        var format = manifest.Request?.ResponseFormat;
        if (olderLimit || generation.ReasoningEffort is not null || manifest.TopLogprobs is not null || manifest.ServiceTier is not null || format is not null)
            options.RawRepresentationFactory = _ => Raw(manifest, olderLimit ? generation.OutputLimit : null);
        return options;
    }

    /// <summary>Whether the limit of a response is named <c>max_tokens</c>.</summary>
    public static bool HasOlderLimit(ModelManifest manifest) => manifest.MaxTokensField == "max_tokens" || IsBefore(manifest.ApiVersion, FirstWithNewerLimit);

    private static bool IsBefore(string? version, string other) => version is not null && string.CompareOrdinal(version, other) < 0;

    private static ChatCompletionOptions Raw(ModelManifest manifest, int? olderLimit)
    {
        var raw = new ChatCompletionOptions { IncludeLogProbabilities = manifest.TopLogprobs is null ? null : true, TopLogProbabilityCount = manifest.TopLogprobs };
        OpenAIResponseFormat.Set(raw, manifest.Request?.ResponseFormat);
#pragma warning disable OPENAI001, SCME0001 // All three are on the wire of many servers; the client marks its own members as new.
        if (manifest.Generation.ReasoningEffort is { } effort)
            raw.ReasoningEffortLevel = new ChatReasoningEffortLevel(effort);
        if (manifest.ServiceTier is { } tier)
            raw.ServiceTier = new ChatServiceTier(ServiceTiers.WordOf(manifest.Kind, tier));
        if (olderLimit is { } limit)
            raw.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore OPENAI001, SCME0001
        return raw;
    }
}
