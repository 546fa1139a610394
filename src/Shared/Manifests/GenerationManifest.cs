namespace MuBench.Manifests;

/// <summary>Generation settings of a generative model. Null leaves a setting to the provider.</summary>
public sealed record GenerationManifest
{
    /// <summary>Sampling temperature; null sends none.</summary>
    /// <value>Default 0.</value>
    public double? Temperature { get; init; } = 0;

    /// <summary>Nucleus sampling mass.</summary>
    public double? TopP { get; init; }

    /// <summary>Most tokens of an answer.</summary>
    /// <value>Default 128.</value>
    public int MaxOutputTokens { get; init; } = 128;

    /// <summary>Sampling seed, where the provider knows one.</summary>
    public long? Seed { get; init; }

    /// <summary>How much a reasoning model is to reason: one of <see cref="ReasoningEfforts"/>.</summary>
    public string? ReasoningEffort { get; init; }
}
