using System.Text.Json.Serialization;

namespace MuBench.Manifests;

/// <summary>Generation settings of a generative model. Null leaves a setting to the provider.</summary>
public sealed record GenerationManifest
{
    /// <summary>Sampling temperature; null sends none.</summary>
    /// <value>Default 0.</value>
    public double? Temperature { get; init; } = 0;

    /// <summary>Nucleus sampling mass.</summary>
    public double? TopP { get; init; }

    /// <summary>The limit where neither a manifest nor the style of the questions says another.</summary>
    public const int DefaultMaxOutputTokens = 128;

    /// <summary>Most tokens of an answer; null for what the style of the questions asks for, which a plan then has here.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The limit that is sent.</summary>
    [JsonIgnore]
    public int OutputLimit => MaxOutputTokens ?? DefaultMaxOutputTokens;

    /// <summary>Sampling seed, where the provider knows one.</summary>
    public long? Seed { get; init; }

    /// <summary>How much a reasoning model is to reason: one of <see cref="ReasoningEfforts"/>.</summary>
    public string? ReasoningEffort { get; init; }
}
