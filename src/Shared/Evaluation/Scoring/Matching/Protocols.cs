namespace MuBench.Scoring.Matching;

/// <summary>The names of the scoring protocols.</summary>
internal static class Protocols
{
    /// <summary>The authors' prompt, matcher and denominators, byte for byte: comparable with published tables.</summary>
    public const string Official = "official";

    /// <summary>A reader that accepts an option only if the response states one; see <see cref="StrictExtractor"/>.</summary>
    public const string Strict = "strict";

    /// <summary>
    /// The most generous reader; see <see cref="LenientReader"/>. It is one end of the extraction band, and never the
    /// protocol of a report's main scores.
    /// </summary>
    public const string Lenient = "lenient";

    /// <summary>The possible main protocols of a run, the official one first.</summary>
    public static IReadOnlyList<string> All { get; } = [Official, Strict];
}
