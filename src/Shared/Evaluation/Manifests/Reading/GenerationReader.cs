using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads a <c>generation</c> object. Each field overrides the given settings.</summary>
internal static class GenerationReader
{
    private static readonly GenerationManifest Defaults = new();

    public static readonly NumberField Temperature = new("temperature", 0, 2) { IsNullable = true, Default = Defaults.Temperature };
    public static readonly NumberField TopP = new("topP", 0, 1) { IsNullable = true };
    public static readonly IntegerField MaxOutputTokens = new("maxOutputTokens", 1, 100_000) { Default = GenerationManifest.DefaultMaxOutputTokens };
    public static readonly IntegerField Seed = new("seed", long.MinValue, long.MaxValue) { IsNullable = true };
    public static readonly ChoiceField ReasoningEffort = new("reasoningEffort", ReasoningEfforts.All);

    public static IReadOnlyList<ManifestField> Fields { get; } = [Temperature, TopP, MaxOutputTokens, Seed, ReasoningEffort];

    public static GenerationManifest Read(JsonObjectReader? reader, GenerationManifest basis) => reader is null ? basis : new GenerationManifest
    {
        Temperature = reader.Number(Temperature, basis.Temperature),
        TopP = reader.Number(TopP, basis.TopP),
        MaxOutputTokens = (int?)reader.Integer(MaxOutputTokens, basis.MaxOutputTokens),
        Seed = reader.Integer(Seed, basis.Seed),
        ReasoningEffort = reader.Choice(ReasoningEffort) ?? basis.ReasoningEffort,
    };
}
