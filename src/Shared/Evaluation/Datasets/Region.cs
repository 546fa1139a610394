namespace MuBench.Datasets;

/// <summary>A labelled box or polygon, in pixels.</summary>
/// <param name="ClassName">The class that it shows.</param>
/// <param name="Points">Coordinates x0, y0, x1, y1, ...; a box has two corners, in any order.</param>
internal sealed record Region(string ClassName, IReadOnlyList<float> Points);
