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

    /// <summary>All six keys, in the release's order.</summary>
    public static IReadOnlyList<string> All { get; } = [Classification, .. Coarse];

    /// <summary>The task that a key belongs to: <c>coarse</c> or <c>fine</c>.</summary>
    public static string TaskOf(string key) => key == Classification ? "fine" : "coarse";
}
