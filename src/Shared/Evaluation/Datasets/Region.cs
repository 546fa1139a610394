namespace MuBench.Datasets;

/// <summary>A labelled box or polygon, in pixels.</summary>
/// <param name="ClassName">What it shows.</param>
/// <param name="Points">Coordinates x0, y0, x1, y1, ...; a box has its two corners, not necessarily ordered.</param>
public sealed record Region(string ClassName, IReadOnlyList<float> Points);
