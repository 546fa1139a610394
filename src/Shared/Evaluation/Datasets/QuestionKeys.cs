namespace MuBench.Datasets;

/// <summary>The question keys of the release.</summary>
internal static class QuestionKeys
{
    /// <summary>The fine-grained question.</summary>
    public const string Classification = "classification";

    /// <summary>The field of study.</summary>
    public const string Domain = "domain";

    /// <summary>The microscopy modality.</summary>
    public const string Modality = "modality";

    /// <summary>The stain; null for images without a recorded one.</summary>
    public const string Stain = "stain";

    /// <summary>The subfield of study; the release has no captions for it.</summary>
    public const string Subdomain = "subdomain";

    /// <summary>The microscopy submodality.</summary>
    public const string Submodality = "submodality";

    /// <summary>The five coarse keys, in the release's order.</summary>
    public static IReadOnlyList<string> Coarse { get; } = [Domain, Modality, Stain, Subdomain, Submodality];

    /// <summary>All six closed keys of the release, in its order.</summary>
    public static IReadOnlyList<string> All { get; } = [Classification, .. Coarse];

    /// <summary>An expert question that needs reasoning; several questions of an image are <c>cognition_0</c>, <c>cognition_1</c>, ...</summary>
    public const string Cognition = "cognition";

    /// <summary>Prefix of the keys of localisation questions; the class to find follows.</summary>
    public const string LocalizationPrefix = "localization:";

    /// <summary>The task of a key whose question names none: one of μ-Bench's tasks, else the key itself.</summary>
    public static string TaskOf(string key) => key switch
    {
        Classification => BenchmarkTasks.Fine,
        _ when Coarse.Contains(key) => BenchmarkTasks.Coarse,
        _ when key == Cognition || key.StartsWith($"{Cognition}_", StringComparison.Ordinal) => BenchmarkTasks.Cognition,
        _ when key.StartsWith(LocalizationPrefix, StringComparison.Ordinal) => BenchmarkTasks.Localization,
        _ => key,
    };
}
