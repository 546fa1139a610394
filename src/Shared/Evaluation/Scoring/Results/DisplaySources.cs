namespace MuBench.Scoring.Results;

/// <summary>Who chose how deep images are shown.</summary>
public static class DisplaySources
{
    /// <summary>Nobody: the rule is the default.</summary>
    public const string Default = "default";

    /// <summary>The dataset's import, by <c>--display</c>.</summary>
    public const string Dataset = "dataset";

    /// <summary>The manifest, by <c>benchmark.display</c>.</summary>
    public const string Manifest = "manifest";
}
