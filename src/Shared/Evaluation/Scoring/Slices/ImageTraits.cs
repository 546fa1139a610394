namespace MuBench.Scoring.Slices;

/// <summary>The properties of an image that determine its slices.</summary>
/// <param name="Source">The source dataset.</param>
/// <param name="Special">The slices that the authors define by lists of datasets.</param>
/// <param name="Modality">The modality column; null if the dataset has none.</param>
/// <param name="Submodality">The submodality column; null if the dataset has none.</param>
/// <param name="Subdomain">The subdomain column; null if the dataset has none.</param>
/// <param name="Scale">The scale: the dataset's own column, else the source's; null if there is neither.</param>
/// <param name="Grouping">The source dataset's groups in μ-Bench; null for other sources.</param>
internal readonly record struct ImageTraits(
    string Source, SpecialSlices Special, string? Modality, string? Submodality, string? Subdomain, string? Scale, SourceGrouping? Grouping);
