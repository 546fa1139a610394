using System.Text.Json.Serialization;

namespace MuBench.Manifests;

/// <summary>Generation settings of a generative model. Null leaves a setting to the provider's default.</summary>
public sealed record GenerationManifest
{
    /// <summary>Sampling temperature; null to send none.</summary>
    /// <value>Default 0.</value>
    public double? Temperature { get; init; } = 0;

    /// <summary>Nucleus sampling (top-p) mass; null to send none.</summary>
    public double? TopP { get; init; }

    /// <summary>The output limit if neither the manifest nor the style of the questions sets one.</summary>
    public const int DefaultMaxOutputTokens = 128;

    /// <summary>Maximum number of output tokens; null for the limit of the question style, which the plan then contains here.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The limit that is sent.</summary>
    [JsonIgnore]
    public int OutputLimit => MaxOutputTokens ?? DefaultMaxOutputTokens;

    /// <summary>Sampling seed, for providers that support one.</summary>
    public long? Seed { get; init; }

    /// <summary>The requested reasoning effort: one of <see cref="ReasoningEfforts"/>.</summary>
    public string? ReasoningEffort { get; init; }
}
