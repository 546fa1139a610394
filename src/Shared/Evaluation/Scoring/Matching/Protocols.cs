namespace MuBench.Scoring.Matching;

/// <summary>The names of the scoring protocols.</summary>
public static class Protocols
{
    /// <summary>The authors' prompt, matcher and denominators, to the byte: what is comparable with published tables.</summary>
    public const string Official = "official";

    /// <summary>A reader that takes an option only where the reply says one, see <see cref="StrictExtractor"/>.</summary>
    public const string Strict = "strict";

    /// <summary>The most generous reader, see <see cref="LenientReader"/>: an end of the extraction band. No run is headed by it.</summary>
    public const string Lenient = "lenient";

    /// <summary>Those that can head a run, the official one first.</summary>
    public static IReadOnlyList<string> All { get; } = [Official, Strict];
}
