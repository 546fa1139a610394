namespace MuBench.Datasets.Import;

/// <summary>
/// Names of source datasets. The release has no <c>dataset</c> for the rows of Held et al.; the marker in their stain
/// identifies them.
/// </summary>
internal static class SourceNames
{
    public const string HeldGalt = "held_et_al_2010_galt";
    public const string HeldH2b = "held_et_al_2010_h2b";
    public const string HeldMicrotubules = "held_et_al_2010_mt";

    private const string Unknown = "unknown";

    // These classes occur in the microtubule set only. Its cells have a second marker for the chromatin, and a row may name either.
    private static readonly string[] SpindleShapes = ["aster", "bipolar spindle", "midbody"];

    /// <summary>The name of a row's source dataset.</summary>
    /// <param name="dataset">The release's <c>dataset</c>.</param>
    /// <param name="stain">The release's <c>stain</c>.</param>
    /// <param name="classes">The options of the row's classification question; null if it has none.</param>
    public static string Of(string? dataset, string? stain, IEnumerable<string?>? classes = null)
    {
        if (!string.IsNullOrWhiteSpace(dataset))
            return dataset;
        if (stain is null)
            return Unknown;
        if (IsMicrotubule(stain))
            return HeldMicrotubules;
        var source = stain.Contains("H2B", StringComparison.OrdinalIgnoreCase) ? HeldH2b
            : stain.Contains("GalT", StringComparison.OrdinalIgnoreCase) ? HeldGalt
            : Unknown;
        return source != Unknown && classes?.Any(IsSpindleShape) == true ? HeldMicrotubules : source;
    }

    private static bool IsSpindleShape(string? option) => SpindleShapes.Contains(option?.Replace('_', ' ').Trim(), StringComparer.OrdinalIgnoreCase);

    private static bool IsMicrotubule(string stain)
    {
        if (stain.Contains("tubul", StringComparison.OrdinalIgnoreCase)) // tubulin, microtubules
            return true;
        var letters = stain.Select(character => char.IsLetter(character) ? character : ' ').ToArray();
        return new string(letters).Split(' ').Contains("mt", StringComparer.OrdinalIgnoreCase);
    }
}
