namespace MuBench.Datasets.Import;

/// <summary>Names of source datasets. The release has no <c>dataset</c> for the rows of Held et al.; their marker tells them apart.</summary>
internal static class SourceNames
{
    private const string Unknown = "unknown";

    public static string Of(string? dataset, string? stain)
    {
        if (!string.IsNullOrWhiteSpace(dataset))
            return dataset;
        if (stain is null)
            return Unknown;
        if (stain.Contains("H2B", StringComparison.OrdinalIgnoreCase))
            return "held_et_al_2010_h2b";
        if (stain.Contains("GalT", StringComparison.OrdinalIgnoreCase))
            return "held_et_al_2010_galt";
        return IsMicrotubule(stain) ? "held_et_al_2010_mt" : Unknown;
    }

    private static bool IsMicrotubule(string stain)
    {
        if (stain.Contains("tubul", StringComparison.OrdinalIgnoreCase)) // tubulin, microtubules
            return true;
        var letters = stain.Select(character => char.IsLetter(character) ? character : ' ').ToArray();
        return new string(letters).Split(' ').Contains("mt", StringComparer.OrdinalIgnoreCase);
    }
}
