using System.Globalization;
using MuBench.Datasets;

namespace MuBench.Scoring.Slices;

/// <summary>Names of slices and the rules of their content.</summary>
internal static class SliceRules
{
    /// <summary>The task that pools all tasks.</summary>
    public const string AllTasks = "all";

    /// <summary>The slice of a whole task.</summary>
    public const string All = "all";

    public const string Pathology = "pathology";

    public const string HAndE = "h&e";

    /// <summary>The part of a task that the authors scored, if the run asks more.</summary>
    public const string Authors = "authors";

    /// <summary>All except the two sets of Eulenberg et al. that the tables of the authors' rebuttal leave out.</summary>
    public const string WithoutEulenberg = "without:eulenberg-df-ef";

    /// <summary>The authors scored <c>cognition_0</c> to <c>cognition_99</c>, which are 100 of their 121 questions.</summary>
    private const int AuthorsCognition = 100;

    // Ale9806/eVLLM, eval_posthoc.py: the lists behind the authors' "_pathology" and "HandE" tables.
    private static readonly HashSet<string> HAndESources =
        ["kather_et_al_2016", "kather_et_al_2018", "kather_et_al_2018_val7k", "nirschl_et_al_2018"];

    private static readonly HashSet<string> PathologySources =
        [.. HAndESources, "hussain_et_al_2019", "acevedo_et_al_2020", "jung_et_al_2022"];

    /// <summary>The 23 datasets that the authors evaluated: for these only the authors' lists decide.</summary>
    public static IReadOnlySet<string> EvaluatedSources { get; } = (HashSet<string>)
    [
        .. PathologySources,
        "burgess_et_al_2024_contour", "burgess_et_al_2024_eccentricity", "burgess_et_al_2024_texture", "colocalization_benchmark",
        "empiar_sbfsem", "eulenberg_et_al_2017_brightfield", "eulenberg_et_al_2017_darkfield", "eulenberg_et_al_2017_epifluorescence",
        "held_et_al_2010_galt", "held_et_al_2010_h2b", "held_et_al_2010_mt", "icpr2020_pollen", "nirschl_unpub_fluorescence",
        "tang_et_al_2019", "wong_et_al_2022", "wu_et_al_2023",
    ];

    // From the same repository, eval_detection.py.
    private static readonly HashSet<string> LocalizationSources =
    [
        "burgess_et_al_2024_contour", "burgess_et_al_2024_eccentricity", "burgess_et_al_2024_texture",
        "held_et_al_2010_galt", "held_et_al_2010_h2b", "held_et_al_2010_mt", "wu_et_al_2023",
    ];

    // From the same repository, eval_posthoc_rebutall.py.
    private static readonly HashSet<string> EulenbergLeftOut = ["eulenberg_et_al_2017_darkfield", "eulenberg_et_al_2017_epifluorescence"];

    public static string OfClass(string name) => $"class:{name}";

    /// <summary>Whether the authors scored a cognition question.</summary>
    public static bool IsAuthorsCognition(string key) =>
        key.StartsWith(QuestionKeys.Cognition + "_", StringComparison.Ordinal)
        && int.TryParse(key.AsSpan(QuestionKeys.Cognition.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < AuthorsCognition;

    /// <summary>The traits of an image.</summary>
    public static ImageTraits TraitsOf(ImageRecord image)
    {
        var grouping = SourceGrouping.Of(image.Source);
        return new ImageTraits(image.Source, SpecialOf(image), image.Modality, image.Submodality, image.Subdomain, image.Scale ?? grouping?.Scale, grouping);
    }

    public static string OfSource(string source) => $"dataset:{source}";

    /// <summary>The position of a key: the five coarse keys in the release's order, then a user's own.</summary>
    public static int KeyOrder(string key)
    {
        for (var index = 0; index < QuestionKeys.Coarse.Count; index++)
            if (QuestionKeys.Coarse[index] == key)
                return index;
        return QuestionKeys.Coarse.Count;
    }

    /// <summary>By the authors' lists for the datasets that they evaluated; by the columns for all others.</summary>
    public static SpecialSlices SpecialOf(ImageRecord image)
    {
        var evaluated = EvaluatedSources.Contains(image.Source);
        var pathology = evaluated
            ? PathologySources.Contains(image.Source)
            : EqualsIgnoreCase(image.Domain, "pathology") && EqualsIgnoreCase(image.Modality, "light microscopy");
        var hAndE = evaluated ? HAndESources.Contains(image.Source) : EqualsIgnoreCase(image.Stain, "H&E");
        return (pathology ? SpecialSlices.Pathology : 0) | (hAndE ? SpecialSlices.HAndE : 0)
            | (evaluated ? SpecialSlices.AuthorsEvaluated : 0)
            | (LocalizationSources.Contains(image.Source) ? SpecialSlices.AuthorsLocalization : 0)
            | (EulenbergLeftOut.Contains(image.Source) ? SpecialSlices.EulenbergDarkfieldEpifluorescence : 0);
    }

    private static bool EqualsIgnoreCase(string? value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
