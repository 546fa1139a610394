namespace MuBench.Manifests;

/// <summary>The controls: passes of a generative model that measure what it knows without the image.</summary>
internal static class Controls
{
    /// <summary>The same prompts without an image.</summary>
    public const string Blind = "blind";

    /// <summary>The same prompts with another image of the run.</summary>
    public const string ShuffledImage = "shuffled-image";

    /// <summary>All controls.</summary>
    public static IReadOnlyList<string> All { get; } = [Blind, ShuffledImage];
}
