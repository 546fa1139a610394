namespace MuBench.Scoring.Slices;

/// <summary>Slices that the authors define by lists of datasets.</summary>
[Flags]
internal enum SpecialSlices : byte
{
    /// <summary>None of these slices.</summary>
    None = 0,

    /// <summary>Light-microscopy pathology.</summary>
    Pathology = 1,

    /// <summary>Haematoxylin and eosin.</summary>
    HAndE = 2,

    /// <summary>The 23 datasets behind the published coarse and fine numbers.</summary>
    AuthorsEvaluated = 4,

    /// <summary>The 7 datasets on which the authors evaluated detection.</summary>
    AuthorsLocalization = 8,

    /// <summary>Eulenberg et al. in darkfield or epifluorescence, which some of the authors' tables leave out.</summary>
    EulenbergDarkfieldEpifluorescence = 16,
}
