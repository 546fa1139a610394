namespace MuBench.Manifests.Reading;

/// <summary>Names that the manifest's design has and this version does not: they are refused in words of their own.</summary>
internal static class PlannedFeatures
{
    private static readonly string[] ProviderKinds = ["azure-openai", "anthropic", "gemini"];

    /// <summary>Kinds of models.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ProviderKinds, "interpolation"];

    /// <summary>Tasks.</summary>
    public static IReadOnlyList<string> Tasks { get; } = ["localization", "cognition"];

    /// <summary>Fields of the manifest.</summary>
    public static IReadOnlyList<string> RunFields { get; } = ["budget"];

    /// <summary>Fields of a model.</summary>
    public static IReadOnlyList<string> ModelFields { get; } = ["gpu", "deployment", "base", "tuned", "alphas"];

    public static string NoSuchKindYet(string kind) =>
        $"this version of MuBench does not have the kind '{kind}'; it has {ManifestText.And(ModelKinds.All)}"
        + (ProviderKinds.Contains(kind) ? $", and '{ModelKinds.OpenAI}' asks any OpenAI-compatible endpoint, that of another provider too" : "");

    public static string NotYet(string name) => $"this version of MuBench does not have '{name}'; leave it out";
}
