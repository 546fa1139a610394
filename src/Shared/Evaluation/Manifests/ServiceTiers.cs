using MuBench.Json;
using MuBench.Manifests.Reading.Requests;

namespace MuBench.Manifests;

/// <summary>The service tiers of providers: the same model, served faster or slower, at other prices.</summary>
internal static class ServiceTiers
{
    /// <summary>The tier with the list price of single calls.</summary>
    public const string Standard = "standard";

    /// <summary>Slower and cheaper; calls may be refused when the provider is busy.</summary>
    public const string Flex = "flex";

    /// <summary>Faster and dearer.</summary>
    public const string Priority = "priority";

    /// <summary>The tiers that a manifest can ask for.</summary>
    public static IReadOnlyList<string> All { get; } = [Standard, Flex, Priority];

    /// <summary>The tier that a model's requests ask for; <see cref="Standard"/> if they name none.</summary>
    public static string AskedBy(ModelManifest model) => Of(model.ServiceTier ?? model.Request?.ExtraBody.Text(ExtraBodyReader.ServiceTier)) ?? Standard;

    /// <summary>A tier by a provider's word for it; null if the provider names none, or names one that is not a tier with a price of its own.</summary>
    public static string? Of(string? word) => word?.ToLowerInvariant() switch
    {
        "default" or Standard => Standard,
        Flex => Flex,
        Priority or "fast" => Priority, // OpenAI's later name
        "scale" or "ultrafast" => word.ToLowerInvariant(),
        _ => null, // auto, batch, on_demand and whatever other servers write
    };

    /// <summary>A tier in the words of a kind's requests.</summary>
    public static string WordOf(string kind, string tier) => tier == Standard && kind != ModelKinds.Gemini ? "default" : tier;
}
