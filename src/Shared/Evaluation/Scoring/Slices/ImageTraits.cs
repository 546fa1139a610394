namespace MuBench.Scoring.Slices;

/// <summary>What of an image decides about its slices.</summary>
/// <param name="Source">The source dataset.</param>
/// <param name="Special">The slices that the authors define by lists of datasets.</param>
/// <param name="Modality">The modality column; null if the dataset has none.</param>
/// <param name="Submodality">The submodality column; null if the dataset has none.</param>
/// <param name="Subdomain">The subdomain column; null if the dataset has none.</param>
/// <param name="Scale">The scale: the dataset's own column, else the source's; null if neither says.</param>
/// <param name="Grouping">Where the source dataset stands in μ-Bench; null for another one.</param>
internal readonly record struct ImageTraits(
    string Source, SpecialSlices Special, string? Modality, string? Submodality, string? Subdomain, string? Scale, SourceGrouping? Grouping);
