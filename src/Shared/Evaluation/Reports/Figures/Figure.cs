namespace MuBench.Reports.Figures;

/// <summary>A figure for a paper.</summary>
/// <param name="Name">The name of its files, without extension.</param>
/// <param name="Title">Its title, for lists and for readers who do not see it.</param>
/// <param name="Caption">What it shows: the numbers of questions, the kind of the intervals, the run.</param>
/// <param name="Width">Its width in points.</param>
/// <param name="Height">Its height in points.</param>
/// <param name="Shapes">Its shapes, the first at the back.</param>
public sealed record Figure(string Name, string Title, string Caption, double Width, double Height, IReadOnlyList<FigureShape> Shapes);
