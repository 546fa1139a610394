namespace MuBench.Datasets;

/// <summary>What a localisation question is held against.</summary>
/// <param name="ClassName">What is to be found.</param>
/// <param name="Boxes">The true boxes: left, top, right, bottom in pixels, corners as the dataset gives them. At least one.</param>
/// <param name="Polygons">The true outlines, x0, y0, x1, y1, ... in pixels; empty where the dataset has boxes alone.</param>
public sealed record LocalizationTarget(string ClassName, IReadOnlyList<IReadOnlyList<float>> Boxes, IReadOnlyList<IReadOnlyList<float>> Polygons);
