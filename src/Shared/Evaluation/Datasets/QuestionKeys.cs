namespace MuBench.Datasets;

/// <summary>The question keys of the release.</summary>
public static class QuestionKeys
{
    /// <summary>The fine-grained question.</summary>
    public const string Classification = "classification";

    /// <summary>The field of study.</summary>
    public const string Domain = "domain";

    /// <summary>The microscopy modality.</summary>
    public const string Modality = "modality";

    /// <summary>The stain; null for images without a record of one.</summary>
    public const string Stain = "stain";

    /// <summary>The subfield of study; the release has no captions for it.</summary>
    public const string Subdomain = "subdomain";

    /// <summary>The microscopy submodality.</summary>
    public const string Submodality = "submodality";

    /// <summary>The five coarse keys, in the release's order.</summary>
    public static IReadOnlyList<string> Coarse { get; } = [Domain, Modality, Stain, Subdomain, Submodality];

    /// <summary>All six closed keys of the release, in its order.</summary>
    public static IReadOnlyList<string> All { get; } = [Classification, .. Coarse];

    /// <summary>An expert's question that needs reasoning; several of an image are <c>cognition_0</c>, <c>cognition_1</c>, ...</summary>
    public const string Cognition = "cognition";

    /// <summary>Begins the keys of localisation questions; the class to be found follows.</summary>
    public const string LocalizationPrefix = "localization:";

    /// <summary>The task that a key belongs to where its question does not say: one of μ-Bench's, else the key itself.</summary>
    public static string TaskOf(string key) => key switch
    {
        Classification => BenchmarkTasks.Fine,
        _ when Coarse.Contains(key) => BenchmarkTasks.Coarse,
        _ when key == Cognition || key.StartsWith($"{Cognition}_", StringComparison.Ordinal) => BenchmarkTasks.Cognition,
        _ when key.StartsWith(LocalizationPrefix, StringComparison.Ordinal) => BenchmarkTasks.Localization,
        _ => key,
    };
}
