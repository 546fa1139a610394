namespace MuBench.Scoring;

/// <summary>The slices that the authors define by lists of datasets.</summary>
[Flags]
internal enum SpecialSlices : byte
{
    /// <summary>In none of them.</summary>
    None = 0,

    /// <summary>Light-microscopy pathology.</summary>
    Pathology = 1,

    /// <summary>Haematoxylin and eosin.</summary>
    HAndE = 2,
}
