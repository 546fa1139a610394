namespace MuBench.Reports.Figures;

/// <summary>A line through points.</summary>
/// <param name="Points">Its points, at least two.</param>
/// <param name="Colour">Its colour, such as <c>#0072b2</c>.</param>
/// <param name="Width">Its width in points.</param>
/// <param name="IsDashed">Whether it is dashed.</param>
public sealed record FigureLine(IReadOnlyList<(double X, double Y)> Points, string Colour, double Width, bool IsDashed = false) : FigureShape;
