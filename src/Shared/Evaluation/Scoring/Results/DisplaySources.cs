namespace MuBench.Scoring.Results;

/// <summary>The sources of a display rule.</summary>
internal static class DisplaySources
{
    /// <summary>The rule is the built-in default.</summary>
    public const string Default = "default";

    /// <summary>The dataset's import, by <c>--display</c>.</summary>
    public const string Dataset = "dataset";

    /// <summary>The manifest, by <c>benchmark.display</c>.</summary>
    public const string Manifest = "manifest";
}
