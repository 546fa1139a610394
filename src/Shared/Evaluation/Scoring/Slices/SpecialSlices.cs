namespace MuBench.Scoring.Slices;

/// <summary>What the authors define by lists of datasets.</summary>
[Flags]
internal enum SpecialSlices : byte
{
    /// <summary>In none of them.</summary>
    None = 0,

    /// <summary>Light-microscopy pathology.</summary>
    Pathology = 1,

    /// <summary>Haematoxylin and eosin.</summary>
    HAndE = 2,

    /// <summary>One of the 23 datasets behind the published coarse and fine numbers.</summary>
    AuthorsEvaluated = 4,

    /// <summary>One of the 7 datasets that the authors ran detection on.</summary>
    AuthorsLocalization = 8,

    /// <summary>Eulenberg et al. in darkfield or epifluorescence, which some of their tables leave out.</summary>
    EulenbergDarkfieldEpifluorescence = 16,
}
