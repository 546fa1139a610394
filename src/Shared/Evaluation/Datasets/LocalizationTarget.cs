namespace MuBench.Datasets;

/// <summary>The ground truth of a localisation question.</summary>
/// <param name="ClassName">The class to find.</param>
/// <param name="Boxes">The true boxes: left, top, right, bottom in pixels, corners as the dataset gives them. At least one.</param>
/// <param name="Polygons">The true outlines, x0, y0, x1, y1, ... in pixels; empty if the dataset has only boxes.</param>
internal sealed record LocalizationTarget(string ClassName, IReadOnlyList<IReadOnlyList<float>> Boxes, IReadOnlyList<IReadOnlyList<float>> Polygons);
